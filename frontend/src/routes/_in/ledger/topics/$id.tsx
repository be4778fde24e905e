import { createFileRoute } from '@tanstack/react-router';
import { TopicPage } from '#/features/ledger/topics/TopicPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/ledger/topics/$id')({
  validateSearch: listSearch([]),
  component: TopicPage,
});
