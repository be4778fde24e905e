import { createFileRoute } from '@tanstack/react-router';
import { FindingsPage } from '#/features/supervision/FindingsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/findings/')({
  // `find` opens the form for a gap found by a study theme.
  validateSearch: listSearch([
    'state',
    'source',
    'theme',
    'unit_id',
    'inspection_id',
    'owner_id',
    'person_id',
    'due_on[gte]',
    'due_on[lte]',
    'found_on[gte]',
    'found_on[lte]',
    'mine',
    'overdue',
    'waiting_for_me',
    'find',
  ]),
  component: FindingsPage,
});
