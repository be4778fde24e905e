import { createFileRoute } from '@tanstack/react-router';
import { InspectionsPage } from '#/features/supervision/inspections/InspectionsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/inspections/')({
  validateSearch: listSearch(['state', 'level', 'kind', 'unit_id', 'begins_on[gte]', 'begins_on[lte]']),
  component: InspectionsPage,
});
