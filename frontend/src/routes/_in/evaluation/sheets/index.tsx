import { createFileRoute } from '@tanstack/react-router';
import { SheetsPage } from '#/features/evaluation/sheets/SheetsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/evaluation/sheets/')({
  validateSearch: listSearch(['to_do']),
  component: SheetsPage,
});
