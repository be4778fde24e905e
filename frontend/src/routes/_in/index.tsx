import { createFileRoute } from '@tanstack/react-router';
import { MyDayPage } from '#/features/dashboard/MyDayPage';

export const Route = createFileRoute('/_in/')({ component: MyDayPage });
