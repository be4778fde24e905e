import { createFileRoute } from '@tanstack/react-router';
import { NewReportPage } from '#/features/reports/NewReportPage';

export const Route = createFileRoute('/_in/reports/new')({ component: NewReportPage });
