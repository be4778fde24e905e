import { createFileRoute } from '@tanstack/react-router';
import { SchemesPage } from '#/features/evaluation/schemes/SchemesPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/evaluation/schemes/')({
  validateSearch: listSearch(['state']),
  component: SchemesPage,
});
