import { createFileRoute, redirect } from '@tanstack/react-router';
import { openSession } from '#/api';
import { FirstPasswordPage } from '#/features/session/PasswordPage';

export const Route = createFileRoute('/first-password')({
  beforeLoad: async () => {
    if (!(await openSession())) throw redirect({ to: '/login', replace: true });
  },
  component: FirstPasswordPage,
});
