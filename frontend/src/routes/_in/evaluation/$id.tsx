import { createFileRoute } from '@tanstack/react-router';
import { Boxes } from '#/features/ballots/Boxes';
import { ResultsPart } from '#/features/evaluation/results/ResultsPart';
import { RoundPage } from '#/features/evaluation/rounds/RoundPage';
import { SheetProgress } from '#/features/evaluation/sheets/SheetProgress';

const sections = { boxes: Boxes, sheets: SheetProgress, results: ResultsPart };

export const Route = createFileRoute('/_in/evaluation/$id')({
  component: () => <RoundPage sections={sections} />,
});
