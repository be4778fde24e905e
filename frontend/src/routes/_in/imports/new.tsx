import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { NewImportPage } from '#/features/transfer/NewImportPage';

export const Route = createFileRoute('/_in/imports/new')({
  validateSearch: v.object({ kind: v.fallback(v.picklist(['personnel', 'students']), 'students') }),
  component: NewImportPage,
});
