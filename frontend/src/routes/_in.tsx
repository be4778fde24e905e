import { createFileRoute, redirect } from '@tanstack/react-router';
import { openSession } from '#/api';
import { SignedIn } from '#/app/SignedIn';

export const Route = createFileRoute('/_in')({
  beforeLoad: async ({ location }) => {
    const me = await openSession();
    if (!me) throw redirect({ to: '/login', search: { next: location.href }, replace: true });
    if (me.must_change_password) throw redirect({ to: '/first-password', replace: true });
  },
  component: SignedIn,
});
