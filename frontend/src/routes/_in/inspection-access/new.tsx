import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { NewAccessPage } from '#/features/supervision/access/NewAccessPage';

export const Route = createFileRoute('/_in/inspection-access/new')({
  validateSearch: v.object({ inspection: v.optional(v.string()) }),
  component: NewAccessPage,
});
