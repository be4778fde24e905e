import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { DiaryPage } from '#/features/diary/DiaryPage';

const text = v.optional(v.pipe(v.string(), v.maxLength(100)));

export const Route = createFileRoute('/_in/diary')({
  validateSearch: v.object({
    month: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/))), undefined),
    term: text,
    q: text,
  }),
  component: DiaryPage,
});
