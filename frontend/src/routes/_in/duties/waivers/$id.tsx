import { createFileRoute } from '@tanstack/react-router';
import { WaiverPage } from '#/features/duties/WaiverPage';

export const Route = createFileRoute('/_in/duties/waivers/$id')({ component: WaiverPage });
