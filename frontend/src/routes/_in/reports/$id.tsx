import { createFileRoute } from '@tanstack/react-router';
import { ReportPage } from '#/features/reports/ReportPage';

export const Route = createFileRoute('/_in/reports/$id')({ component: ReportPage });
