import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { kinds } from '#/features/transfer/model';
import { NewImportPage } from '#/features/transfer/NewImportPage';

export const Route = createFileRoute('/_in/imports/new')({
  validateSearch: v.object({ kind: v.fallback(v.picklist(kinds), 'students') }),
  component: NewImportPage,
});
