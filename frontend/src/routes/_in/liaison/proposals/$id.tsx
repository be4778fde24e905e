import { createFileRoute } from '@tanstack/react-router';
import { ProposalPage } from '#/features/liaison/proposals/ProposalPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/proposals/$id')({
  validateSearch: listSearch(['view', 'cause', 'unit_id', 'person_id', 'without_person', 'taken', 'outcome']),
  component: ProposalPage,
});
