import { createFileRoute } from '@tanstack/react-router';
import { ImportsPage } from '#/features/transfer/ImportsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/imports/')({
  validateSearch: listSearch(['kind', 'state']),
  component: ImportsPage,
});
