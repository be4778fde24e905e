import { createFileRoute } from '@tanstack/react-router';
import { PasswordPage } from '#/features/session/PasswordPage';

export const Route = createFileRoute('/_in/password')({ component: PasswordPage });
