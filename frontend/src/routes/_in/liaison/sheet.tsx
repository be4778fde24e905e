import { createFileRoute } from '@tanstack/react-router';
import { CoverageSheetPage } from '#/features/liaison/CoverageSheetPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/sheet')({
  validateSearch: listSearch(['scheme', 'on', 'unit_id']),
  component: CoverageSheetPage,
});
