import { createFileRoute } from '@tanstack/react-router';
import { PublicationsPage } from '#/features/disclosure/PublicationsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/publications/')({
  validateSearch: listSearch(['state', 'class_id', 'unit_id', 'waiting_for_me']),
  component: PublicationsPage,
});
