import { createFileRoute } from '@tanstack/react-router';
import { FindingPage } from '#/features/supervision/FindingPage';

export const Route = createFileRoute('/_in/findings/$id')({ component: FindingPage });
