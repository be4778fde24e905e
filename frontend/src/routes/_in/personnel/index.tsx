import { createFileRoute } from '@tanstack/react-router';
import { PersonnelPage } from '#/features/personnel/PersonnelPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/personnel/')({
  validateSearch: listSearch(['unit_id', 'rank', 'post', 'employment_status']),
  component: PersonnelPage,
});
