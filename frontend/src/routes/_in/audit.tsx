import { createFileRoute } from '@tanstack/react-router';
import { AuditPage } from '#/features/audit/AuditPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/audit')({
  validateSearch: listSearch(['action', 'object_kind', 'account_id', 'from', 'to']),
  component: AuditPage,
});
