import { createFileRoute } from '@tanstack/react-router';
import { SchoolOverviewPage } from '#/features/overview/SchoolOverviewPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/school-overview')({
  validateSearch: listSearch(['term_id']),
  component: SchoolOverviewPage,
});
