import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { PaperPage } from '#/features/ledger/paper/PaperPage';

/** The code on a blank form for concerns leads here, with its unit. */
export const Route = createFileRoute('/_in/ledger/paper')({
  validateSearch: v.object({
    unit_id: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(40))), undefined),
  }),
  component: PaperPage,
});
