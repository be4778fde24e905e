import { createFileRoute } from '@tanstack/react-router';
import { VotePage } from '#/features/ballots/staff/VotePage';

export const Route = createFileRoute('/_in/ballots/$box')({ component: VotePage });
