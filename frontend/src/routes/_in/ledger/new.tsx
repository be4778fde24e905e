import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { NewEntryPage } from '#/features/ledger/NewEntryPage';

/** "Raise as concern" leads here with the activity, or with words to begin with. */
export const Route = createFileRoute('/_in/ledger/new')({
  validateSearch: v.object({
    activity: v.optional(v.pipe(v.string(), v.maxLength(40))),
    unit_id: v.optional(v.pipe(v.string(), v.maxLength(40))),
    /** The draft on this device that is being written; its id becomes the entry's. */
    draft: v.optional(v.pipe(v.string(), v.maxLength(40))),
    text: v.optional(v.pipe(v.string(), v.maxLength(4000))),
  }),
  component: NewEntryPage,
});
