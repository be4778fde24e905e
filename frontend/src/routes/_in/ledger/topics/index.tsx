import { createFileRoute } from '@tanstack/react-router';
import { TopicsPage } from '#/features/ledger/topics/TopicsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/ledger/topics/')({
  validateSearch: listSearch([]),
  component: TopicsPage,
});
