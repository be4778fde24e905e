import { createFileRoute } from '@tanstack/react-router';
import { HouseholdPage } from '#/features/families/HouseholdPage';

export const Route = createFileRoute('/_in/households/$id')({ component: HouseholdPage });
