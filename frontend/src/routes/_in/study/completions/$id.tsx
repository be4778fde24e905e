import { createFileRoute } from '@tanstack/react-router';
import { CompletionPage } from '#/features/study/CompletionPage';

export const Route = createFileRoute('/_in/study/completions/$id')({ component: CompletionPage });
