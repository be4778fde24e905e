import { createFileRoute } from '@tanstack/react-router';
import { OrganisationPage } from '#/features/organisation/OrganisationPage';

export const Route = createFileRoute('/_in/organisation')({ component: OrganisationPage });
