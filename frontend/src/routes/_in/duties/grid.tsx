import { createFileRoute } from '@tanstack/react-router';
import { GridPage } from '#/features/duties/GridPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/duties/grid')({
  validateSearch: listSearch(['unit_id', 'rank', 'duty_code', 'on']),
  component: GridPage,
});
