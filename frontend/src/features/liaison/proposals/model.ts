import type { components } from '#/api';
import type { List, ListSearch, Tone } from '#/ui';

export type Proposal = components['schemas']['LiaisonProposal'];
export type ProposalRow = components['schemas']['LiaisonProposalRow'];
export type Cause = ProposalRow['cause'];

export const CAUSES: readonly Cause[] = ['gap', 'left', 'on_leave', 'overloaded'];

export const stateTone: Record<Proposal['state'], Tone> = {
  making: 'blue',
  ready: 'amber',
  applying: 'blue',
  applied: 'green',
  discarded: 'grey',
  failed: 'grey',
};

/** Links that applying would make. */
export function toMake({ counts }: Proposal): number {
  return Math.max(0, counts.rows - counts.left_out - counts.without_person);
}

/** What the page of a proposal keeps in the address. */
export type ProposalSearch = ListSearch & {
  view?: string;
  unit_id?: string;
  person_id?: string;
  cause?: string;
  without_person?: string;
  taken?: string;
  outcome?: string;
};

export type ProposalList = List<ProposalSearch>;
