import { createFileRoute } from '@tanstack/react-router';
import { BoxPage } from '#/features/ballots/office/BoxPage';

export const Route = createFileRoute('/_in/ballot-boxes/$id')({ component: BoxPage });
