import type { components } from '#/api';

export type Kind = components['schemas']['ActivityKind'];

/** Kinds of records, in the order in which schools speak of them. */
export const KINDS = [
  'home_visit',
  'branch_visit',
  'lesson_observation',
  'parents_meeting',
  'committee_meeting',
  'staff_talk',
  'grade_meeting',
  'heart_talk',
  'reception',
  'phone_contact',
  'stay_in',
  'pupil_support',
  'study_session',
  'shared_labour',
  'canteen_check',
  'other',
] as const satisfies readonly Kind[];

export type Purpose = components['schemas']['PhrasePurpose'];

/** Records first; then the moves of the ledger in the order in which they happen. */
export const PURPOSES = [
  'record',
  'decline',
  'route',
  'return',
  'reply',
  'call_back',
] as const satisfies readonly Purpose[];

/** What stands for a word of the entry in a template. */
export const PLACEHOLDERS = ['{编号}', '{单位}', '{标题}'] as const;

/** Whose units may share phrases with all their staff. */
export const SHARERS: ReadonlySet<string> = new Set(['principal', 'office', 'branch_principal']);
