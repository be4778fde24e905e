import { createFileRoute } from '@tanstack/react-router';
import { StaffPage } from '#/features/duties/StaffPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/duties/staff')({
  validateSearch: listSearch(['unit_id', 'duty_code', 'on']),
  component: StaffPage,
});
