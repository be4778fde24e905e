import { createFileRoute } from '@tanstack/react-router';
import { ClassPage } from '#/features/families/ClassPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/classes/$id')({
  validateSearch: listSearch(['status']),
  component: ClassPage,
});
