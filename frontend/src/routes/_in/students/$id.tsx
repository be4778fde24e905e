import { createFileRoute } from '@tanstack/react-router';
import { StudentPage } from '#/features/families/StudentPage';
import { FilesOfPupil } from '#/features/pupil-files/FilesOfPupil';

export const Route = createFileRoute('/_in/students/$id')({
  component: () => <StudentPage files={(pupil) => <FilesOfPupil pupil={pupil} />} />,
});
