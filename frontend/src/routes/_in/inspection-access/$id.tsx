import { createFileRoute } from '@tanstack/react-router';
import { AccessPage } from '#/features/supervision/access/AccessPage';

export const Route = createFileRoute('/_in/inspection-access/$id')({ component: AccessPage });
