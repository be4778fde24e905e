import { createFileRoute } from '@tanstack/react-router';
import { ResultsPart } from '#/features/evaluation/results/ResultsPart';
import { RoundPage } from '#/features/evaluation/rounds/RoundPage';

export const Route = createFileRoute('/_in/evaluation/$id')({ component: Page });

function Page() {
  return <RoundPage sections={{ results: ResultsPart }} />;
}
