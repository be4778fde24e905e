import { createFileRoute } from '@tanstack/react-router';

// The list is the frame of its entries.
export const Route = createFileRoute('/_in/ledger/_list/')({ component: () => null });
