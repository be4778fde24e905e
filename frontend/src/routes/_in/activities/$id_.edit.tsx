import { createFileRoute } from '@tanstack/react-router';
import { EditPage } from '#/features/activities/EditPage';

export const Route = createFileRoute('/_in/activities/$id_/edit')({ component: EditPage });
