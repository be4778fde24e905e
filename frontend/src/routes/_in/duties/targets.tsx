import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { TargetsPage } from '#/features/duties/TargetsPage';

export const Route = createFileRoute('/_in/duties/targets')({
  validateSearch: v.object({
    person_id: v.optional(v.string()),
    duty_code: v.optional(v.string(), 'home_visit'),
    on: v.optional(v.string()),
    covered: v.optional(v.picklist(['true', 'false'])),
  }),
  component: TargetsPage,
});
