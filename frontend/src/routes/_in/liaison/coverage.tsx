import { createFileRoute } from '@tanstack/react-router';
import { CoveragePage } from '#/features/liaison/CoveragePage';
import { LiaisonFrame } from '#/features/liaison/LiaisonFrame';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/coverage')({
  validateSearch: listSearch(['on', 'unit_id']),
  component: () => (
    <LiaisonFrame>
      <CoveragePage />
    </LiaisonFrame>
  ),
});
