import { createFileRoute } from '@tanstack/react-router';
import { OwnHearingsPage } from '#/features/ledger/OwnHearingsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/ledger/hearings')({
  validateSearch: listSearch([]),
  component: OwnHearingsPage,
});
