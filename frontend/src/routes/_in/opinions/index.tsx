import { createFileRoute } from '@tanstack/react-router';
import { OpinionsPage } from '#/features/opinions/OpinionsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/opinions/')({
  validateSearch: listSearch([
    'state',
    'level',
    'unit_id',
    'responder_id',
    'ledger_entry_id',
    'overdue',
    'my_turn',
  ]),
  component: OpinionsPage,
});
