import { createFileRoute } from '@tanstack/react-router';
import { OwnBallotsPage } from '#/features/ballots/staff/OwnBallotsPage';

export const Route = createFileRoute('/_in/ballots/')({ component: OwnBallotsPage });
