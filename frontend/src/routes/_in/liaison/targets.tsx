import { createFileRoute } from '@tanstack/react-router';
import { TargetsPage } from '#/features/liaison/TargetsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/targets')({
  validateSearch: listSearch(['scheme', 'covered', 'unit_id', 'on']),
  component: TargetsPage,
});
