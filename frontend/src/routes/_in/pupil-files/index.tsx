import { createFileRoute } from '@tanstack/react-router';
import { PupilFilesPage } from '#/features/pupil-files/PupilFilesPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/pupil-files/')({
  validateSearch: listSearch(['open', 'unit_id', 'supporter_id']),
  component: PupilFilesPage,
});
