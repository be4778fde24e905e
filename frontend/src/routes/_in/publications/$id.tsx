import { createFileRoute } from '@tanstack/react-router';
import { PublicationPage } from '#/features/disclosure/PublicationPage';

export const Route = createFileRoute('/_in/publications/$id')({ component: PublicationPage });
