import { createFileRoute, redirect } from '@tanstack/react-router';

// Until my day is here, home is the help page.
export const Route = createFileRoute('/_in/')({
  beforeLoad: () => {
    throw redirect({ to: '/help', replace: true });
  },
});
