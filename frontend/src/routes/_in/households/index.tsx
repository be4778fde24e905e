import { createFileRoute } from '@tanstack/react-router';
import { HouseholdsPage } from '#/features/families/HouseholdsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/households/')({
  validateSearch: listSearch(['unit_id', 'class_id', 'mine', 'unvisited_in_term']),
  component: HouseholdsPage,
});
