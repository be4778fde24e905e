import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { NewWaiverPage } from '#/features/duties/NewWaiverPage';

const text = v.optional(v.string());

export const Route = createFileRoute('/_in/duties/waivers/new')({
  validateSearch: v.object({
    person_id: text,
    duty_code: text,
    leave_id: text,
    starts_on: text,
    ends_on: text,
  }),
  component: NewWaiverPage,
});
