import { createFileRoute } from '@tanstack/react-router';
import { SchemePage } from '#/features/evaluation/schemes/SchemePage';

export const Route = createFileRoute('/_in/evaluation/schemes/$id')({ component: SchemePage });
