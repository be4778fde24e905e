import { createFileRoute } from '@tanstack/react-router';
import { GiftsPage } from '#/features/discipline/GiftsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/gifts')({
  validateSearch: listSearch([
    'disposal',
    'unit_id',
    'person_id',
    'happened_on[gte]',
    'happened_on[lte]',
    'void',
  ]),
  component: GiftsPage,
});
