import { createFileRoute } from '@tanstack/react-router';
import { InspectorPage } from '#/features/inspector/InspectorPage';

export const Route = createFileRoute('/inspection')({ component: InspectorPage });
