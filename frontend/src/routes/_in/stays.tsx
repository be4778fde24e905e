import { createFileRoute } from '@tanstack/react-router';
import { StaysPage } from '#/features/discipline/StaysPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/stays')({
  validateSearch: listSearch(['unit_id', 'person_id', 'happened_on[gte]', 'happened_on[lte]', 'paid']),
  component: StaysPage,
});
