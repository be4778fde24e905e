import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { PaperPage } from '#/features/activities/PaperPage';

export const Route = createFileRoute('/_in/activities/paper')({
  validateSearch: v.object({ kind: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(40))), undefined) }),
  component: PaperPage,
});
