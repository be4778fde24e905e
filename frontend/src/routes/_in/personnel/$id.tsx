import { createFileRoute } from '@tanstack/react-router';
import { PersonPage } from '#/features/personnel/PersonPage';

export const Route = createFileRoute('/_in/personnel/$id')({ component: PersonPage });
