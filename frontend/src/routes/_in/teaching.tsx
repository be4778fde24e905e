import { createFileRoute } from '@tanstack/react-router';
import { TeachingPage } from '#/features/families/TeachingPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/teaching')({
  validateSearch: listSearch(['person_id', 'class_id', 'term_id', 'unit_id']),
  component: TeachingPage,
});
