import { createFileRoute } from '@tanstack/react-router';
import { OwnResultsPage } from '#/features/evaluation/results/OwnResultsPage';

export const Route = createFileRoute('/_in/evaluation/results/')({ component: OwnResultsPage });
