import { createFileRoute } from '@tanstack/react-router';
import { OpenPage } from '#/features/disclosure/public/OpenPage';

export const Route = createFileRoute('/disclosure/')({ component: OpenPage });
