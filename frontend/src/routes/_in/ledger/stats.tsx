import { createFileRoute } from '@tanstack/react-router';
import { StatsPage } from '#/features/ledger/figures/StatsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/ledger/stats')({
  validateSearch: listSearch([
    'unit_id',
    'category_id',
    'channel',
    'registered_at[gte]',
    'registered_at[lte]',
    'group_by',
    'basically_counts',
  ]),
  component: StatsPage,
});
