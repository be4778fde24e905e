import { createFileRoute } from '@tanstack/react-router';
import { SystemPage } from '#/features/integration/systems/SystemPage';

export const Route = createFileRoute('/_in/integration/$id')({ component: SystemPage });
