import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { KINDS, PURPOSES } from '#/features/phrases/model';
import { PhrasesPage } from '#/features/phrases/PhrasesPage';

export const Route = createFileRoute('/_in/phrases')({
  validateSearch: v.object({
    /** The kind of record one comes from: offered for a new phrase, and the way back. */
    kind: v.fallback(v.optional(v.picklist(KINDS)), undefined),
    /** What one was about to write. */
    purpose: v.fallback(v.optional(v.picklist(PURPOSES)), undefined),
  }),
  component: PhrasesPage,
});
