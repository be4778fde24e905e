import { createFileRoute } from '@tanstack/react-router';
import { SheetPage } from '#/features/evaluation/sheets/SheetPage';

export const Route = createFileRoute('/_in/evaluation/sheets/$id')({ component: SheetPage });
