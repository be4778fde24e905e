import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { RoundResultsPage } from '#/features/evaluation/results/RoundResultsPage';

export const Route = createFileRoute('/_in/evaluation/$id_/results')({
  validateSearch: v.object({ reason: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
  component: RoundResultsPage,
});
