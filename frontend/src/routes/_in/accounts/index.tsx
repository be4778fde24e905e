import { createFileRoute } from '@tanstack/react-router';
import { AccountsPage } from '#/features/accounts/AccountsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/accounts/')({
  validateSearch: listSearch(['status', 'role', 'unit_id']),
  component: AccountsPage,
});
