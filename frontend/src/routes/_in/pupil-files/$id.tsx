import { createFileRoute } from '@tanstack/react-router';
import { PupilFilePage } from '#/features/pupil-files/PupilFilePage';

export const Route = createFileRoute('/_in/pupil-files/$id')({ component: PupilFilePage });
