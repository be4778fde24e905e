import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { RecordPage } from '#/features/activities/RecordPage';
import { KINDS } from '#/features/activities/words';

const id = v.optional(v.pipe(v.string(), v.maxLength(40)));

/** Other pages lead here with what is known already: whom, where, which class. */
export const Route = createFileRoute('/_in/record')({
  validateSearch: v.object({
    kind: v.fallback(v.optional(v.picklist(KINDS)), undefined),
    household_id: id,
    unit_id: id,
    class_id: id,
    /** The draft on this device that is being written; its id becomes the record's. */
    draft: id,
    /** The record just handed in. */
    done: id,
    /** The record that waits on this device to be sent. */
    waiting: id,
  }),
  component: RecordPage,
});
