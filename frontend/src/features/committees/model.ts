import { changed, type components } from '#/api';

export type FamilyCommittee = components['schemas']['FamilyCommittee'];
export type CommitteeMember = components['schemas']['CommitteeMember'];

export const FUNCTIONS = ['chair', 'vice_chair', 'member'] as const;

export function refreshCommittees(): Promise<void> {
  return changed('/api/v1/family-committees');
}
