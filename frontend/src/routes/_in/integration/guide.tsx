import { createFileRoute } from '@tanstack/react-router';
import { GuidePage } from '#/features/integration/GuidePage';

export const Route = createFileRoute('/_in/integration/guide')({ component: GuidePage });
