import { createFileRoute } from '@tanstack/react-router';
import { LedgerFrame } from '#/features/ledger/LedgerFrame';
import { FILTERS } from '#/features/ledger/views';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/ledger/_list')({
  validateSearch: listSearch(FILTERS),
  component: LedgerFrame,
});
