import { createFileRoute } from '@tanstack/react-router';
import { AccessesPage } from '#/features/supervision/access/AccessesPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/inspection-access/')({
  validateSearch: listSearch(['open', 'inspection_id']),
  component: AccessesPage,
});
