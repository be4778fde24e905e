import { createFileRoute } from '@tanstack/react-router';
import * as v from 'valibot';
import { LoginPage } from '#/features/session/LoginPage';

export const Route = createFileRoute('/login')({
  validateSearch: v.object({ next: v.optional(v.string()) }),
  component: LoginPage,
});
