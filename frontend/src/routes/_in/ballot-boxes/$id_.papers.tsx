import { createFileRoute } from '@tanstack/react-router';
import { PapersPage } from '#/features/ballots/papers/PapersPage';

export const Route = createFileRoute('/_in/ballot-boxes/$id_/papers')({ component: PapersPage });
