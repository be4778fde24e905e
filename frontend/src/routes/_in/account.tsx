import { createFileRoute } from '@tanstack/react-router';
import { MyAccountPage } from '#/features/session/MyAccountPage';

export const Route = createFileRoute('/_in/account')({ component: MyAccountPage });
