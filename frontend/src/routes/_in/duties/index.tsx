import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { DutiesPage } from '#/features/duties/DutiesPage';

export const Route = createFileRoute('/_in/duties/')({
  validateSearch: v.object({ person_id: v.optional(v.string()), on: v.optional(v.string()) }),
  component: DutiesPage,
});
