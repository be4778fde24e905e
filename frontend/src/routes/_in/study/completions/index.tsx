import { createFileRoute } from '@tanstack/react-router';
import { CompletionsPage } from '#/features/study/CompletionsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/study/completions/')({
  validateSearch: listSearch([
    'state',
    'unit_id',
    'person_id',
    'study_item_id',
    'duty_id',
    'deliverable',
    'mine',
    'waiting_for_me',
  ]),
  component: CompletionsPage,
});
