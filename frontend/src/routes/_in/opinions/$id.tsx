import { createFileRoute } from '@tanstack/react-router';
import { OpinionPage } from '#/features/opinions/OpinionPage';

export const Route = createFileRoute('/_in/opinions/$id')({ component: OpinionPage });
