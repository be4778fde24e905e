import { createFileRoute } from '@tanstack/react-router';
import { UnsentPage } from '#/features/unsent/UnsentPage';

export const Route = createFileRoute('/_in/unsent')({ component: UnsentPage });
