import { createFileRoute } from '@tanstack/react-router';
import { InboxPage } from '#/features/inbox/InboxPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/inbox')({
  validateSearch: listSearch(['unread', 'kind']),
  component: InboxPage,
});
