import { createFileRoute } from '@tanstack/react-router';
import { CommitteesPage } from '#/features/committees/CommitteesPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/committees/')({
  validateSearch: listSearch(['unit_id', 'on']),
  component: CommitteesPage,
});
