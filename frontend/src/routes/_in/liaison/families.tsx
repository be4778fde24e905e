import { createFileRoute } from '@tanstack/react-router';
import { FamiliesPage } from '#/features/liaison/FamiliesPage';
import { LiaisonFrame } from '#/features/liaison/LiaisonFrame';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/families')({
  validateSearch: listSearch(['state', 'unit_id', 'on', 'person_id', 'unvisited_since']),
  component: () => (
    <LiaisonFrame>
      <FamiliesPage />
    </LiaisonFrame>
  ),
});
