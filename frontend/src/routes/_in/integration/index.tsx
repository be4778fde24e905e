import { createFileRoute } from '@tanstack/react-router';
import { SystemsPage } from '#/features/integration/systems/SystemsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/integration/')({
  validateSearch: listSearch(['status', 'unit_id']),
  component: SystemsPage,
});
