import { createFileRoute } from '@tanstack/react-router';
import { LiaisonFrame } from '#/features/liaison/LiaisonFrame';
import { LinksPage } from '#/features/liaison/LinksPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/links')({
  validateSearch: listSearch([
    'scheme',
    'state',
    'unit_id',
    'on',
    'person_id',
    'target_unit_id',
    'target_person_id',
    'unvisited_since',
    'person_left',
  ]),
  component: () => (
    <LiaisonFrame>
      <LinksPage />
    </LiaisonFrame>
  ),
});
