import { createFileRoute } from '@tanstack/react-router';
import { ChecksPage } from '#/features/ledger/checks/ChecksPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/ledger/checks/')({
  validateSearch: listSearch(['unit_id']),
  component: ChecksPage,
});
