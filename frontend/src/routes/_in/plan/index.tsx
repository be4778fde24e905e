import { createFileRoute } from '@tanstack/react-router';
import { PlansPage } from '#/features/plan/PlansPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/plan/')({
  validateSearch: listSearch(['state', 'unit_id']),
  component: PlansPage,
});
