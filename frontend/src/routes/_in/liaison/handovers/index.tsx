import { createFileRoute } from '@tanstack/react-router';
import { HandoversPage } from '#/features/liaison/handovers/HandoversPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/handovers/')({
  validateSearch: listSearch(['unit_id', 'from_person_id']),
  component: HandoversPage,
});
