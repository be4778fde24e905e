import { createFileRoute } from '@tanstack/react-router';
import { Boxes } from '#/features/ballots/Boxes';
import { RoundPage } from '#/features/evaluation/rounds/RoundPage';

export const Route = createFileRoute('/_in/evaluation/$id')({
  component: () => <RoundPage sections={{ boxes: Boxes }} />,
});
