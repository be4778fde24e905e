import { createFileRoute } from '@tanstack/react-router';
import { ActivityPage } from '#/features/activities/ActivityPage';

export const Route = createFileRoute('/_in/activities/$id')({ component: ActivityPage });
