import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { ResultPage } from '#/features/evaluation/results/ResultPage';

export const Route = createFileRoute('/_in/evaluation/results/$id')({
  validateSearch: v.object({ reason: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
  component: ResultPage,
});
