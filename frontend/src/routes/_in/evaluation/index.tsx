import { createFileRoute } from '@tanstack/react-router';
import { RoundsPage } from '#/features/evaluation/rounds/RoundsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/evaluation/')({
  validateSearch: listSearch(['state', 'unit_id']),
  component: RoundsPage,
});
