import { createFileRoute } from '@tanstack/react-router';
import { AbsencesPage } from '#/features/liaison/AbsencesPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/absences')({
  validateSearch: listSearch(['scheme', 'reason', 'unit_id', 'on']),
  component: AbsencesPage,
});
