import { createFileRoute } from '@tanstack/react-router';
import { ProposalsPage } from '#/features/liaison/proposals/ProposalsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/proposals/')({
  validateSearch: listSearch(['state', 'unit_id', 'scheme']),
  component: ProposalsPage,
});
