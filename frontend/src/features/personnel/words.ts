import type { components } from '#/api';

type Schemas = components['schemas'];

export type Person = Schemas['Person'];
export type PersonFile = Schemas['PersonFile'];

export const RANKS = [
  'school_leader',
  'deputy_leader',
  'middle_leader',
  'branch_principal',
  'kindergarten_principal',
  'teacher',
  'staff',
] as const satisfies readonly Schemas['Rank'][];

export const POSTS = [
  'principal',
  'party_secretary',
  'party_committee_member',
  'vice_principal',
  'general_affairs_director',
  'general_affairs_deputy',
  'cashier',
  'accountant',
  'teaching_research_director',
  'young_pioneers_counsellor',
  'branch_principal',
  'kindergarten_principal',
  'office_director',
  'teacher',
  'staff',
] as const satisfies readonly Schemas['Post'][];

export const STATUSES = [
  'active',
  'left',
  'retired',
] as const satisfies readonly Schemas['EmploymentStatus'][];
export const SEXES = [
  'male',
  'female',
  'unspecified',
  'unknown',
] as const satisfies readonly Schemas['Sex'][];
export const LEAVES = [
  'sick',
  'maternity',
  'personal',
  'training',
  'secondment',
  'other',
] as const satisfies readonly Schemas['LeaveKind'][];
