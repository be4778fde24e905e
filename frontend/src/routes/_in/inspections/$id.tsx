import { createFileRoute } from '@tanstack/react-router';
import { InspectionPage } from '#/features/supervision/inspections/InspectionPage';

export const Route = createFileRoute('/_in/inspections/$id')({ component: InspectionPage });
