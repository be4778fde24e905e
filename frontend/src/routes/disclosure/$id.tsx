import { createFileRoute } from '@tanstack/react-router';
import { OpenOnePage } from '#/features/disclosure/public/OpenPage';

export const Route = createFileRoute('/disclosure/$id')({ component: OpenOnePage });
