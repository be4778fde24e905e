import { createFileRoute } from '@tanstack/react-router';
import { LooksPage } from '#/features/ledger/LooksPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/ledger/looks')({
  validateSearch: listSearch(['at[gte]', 'at[lte]', 'entry_id']),
  component: LooksPage,
});
