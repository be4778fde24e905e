import { createFileRoute } from '@tanstack/react-router';
import { ClassesPage } from '#/features/families/ClassesPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/classes/')({
  validateSearch: listSearch(['unit_id', 'grade', 'school_year_id', 'mine']),
  component: ClassesPage,
});
