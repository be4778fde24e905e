import { createFileRoute } from '@tanstack/react-router';
import { CommitteePage } from '#/features/committees/CommitteePage';

export const Route = createFileRoute('/_in/committees/$id')({ component: CommitteePage });
