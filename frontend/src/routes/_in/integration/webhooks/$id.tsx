import { createFileRoute } from '@tanstack/react-router';
import { WebhookPage } from '#/features/integration/webhooks/WebhookPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/integration/webhooks/$id')({
  validateSearch: listSearch(['state', 'delivery']),
  component: WebhookPage,
});
