import { createFileRoute } from '@tanstack/react-router';
import { StudentPage } from '#/features/families/StudentPage';

export const Route = createFileRoute('/_in/students/$id')({ component: StudentPage });
