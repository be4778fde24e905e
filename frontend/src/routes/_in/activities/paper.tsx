import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { PaperPage } from '#/features/activities/PaperPage';

const word = v.fallback(v.optional(v.pipe(v.string(), v.maxLength(40))), undefined);

/** The code on a blank form leads here, with its kind and unit. */
export const Route = createFileRoute('/_in/activities/paper')({
  validateSearch: v.object({ kind: word, unit_id: word }),
  component: PaperPage,
});
