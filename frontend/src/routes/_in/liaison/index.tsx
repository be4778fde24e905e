import { createFileRoute } from '@tanstack/react-router';
import { LiaisonHome } from '#/features/liaison/LiaisonHome';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/')({
  validateSearch: listSearch(['scheme', 'on', 'unit_id', 'state', 'unvisited_since']),
  component: LiaisonHome,
});
