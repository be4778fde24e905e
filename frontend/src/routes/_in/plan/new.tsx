import { createFileRoute } from '@tanstack/react-router';
import { NewPlanPage } from '#/features/plan/NewPlanPage';

export const Route = createFileRoute('/_in/plan/new')({ component: NewPlanPage });
