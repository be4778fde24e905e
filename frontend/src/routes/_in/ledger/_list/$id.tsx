import { createFileRoute } from '@tanstack/react-router';
import { EntryPage } from '#/features/ledger/EntryPage';

export const Route = createFileRoute('/_in/ledger/_list/$id')({ component: EntryPage });
