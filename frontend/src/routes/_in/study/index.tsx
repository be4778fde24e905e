import { createFileRoute } from '@tanstack/react-router';
import { ItemsPage } from '#/features/study/ItemsPage';

export const Route = createFileRoute('/_in/study/')({ component: ItemsPage });
