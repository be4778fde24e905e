import { createFileRoute } from '@tanstack/react-router';
import { CheckPage } from '#/features/ledger/checks/CheckPage';

export const Route = createFileRoute('/_in/ledger/checks/$id')({ component: CheckPage });
