import { createFileRoute } from '@tanstack/react-router';
import { ReportsPage } from '#/features/reports/ReportsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/reports/')({
  validateSearch: listSearch(['kind', 'state', 'unit_id', 'person_id']),
  component: ReportsPage,
});
