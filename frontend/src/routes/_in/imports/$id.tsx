import { createFileRoute } from '@tanstack/react-router';
import { ImportPage } from '#/features/transfer/ImportPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/imports/$id')({
  validateSearch: listSearch(['action', 'row']),
  component: ImportPage,
});
