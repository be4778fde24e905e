import { createFileRoute } from '@tanstack/react-router';
import { LoadsPage } from '#/features/liaison/LoadsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/loads')({
  validateSearch: listSearch(['scheme', 'over_limit', 'unit_id', 'on']),
  component: LoadsPage,
});
