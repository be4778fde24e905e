import { createFileRoute } from '@tanstack/react-router';
import { WebhooksPage } from '#/features/integration/webhooks/WebhooksPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/integration/webhooks/')({
  validateSearch: listSearch(['state', 'service_account_id']),
  component: WebhooksPage,
});
