import { api, type components } from '#/api';
import type { Tone } from '#/ui';

type Schemas = components['schemas'];

export type Entry = Schemas['LedgerEntry'];
export type EntryRow = Schemas['LedgerEntryRow'];
export type LedgerEvent = Schemas['LedgerEvent'];
export type Callback = Schemas['LedgerCallback'];
export type Category = Schemas['LedgerCategory'];
export type State = Schemas['LedgerState'];
export type MoveName = Schemas['LedgerMove'];
export type MoveBody = Schemas['LedgerEntryMove'];

export const STATES = [
  'registered',
  'accepted',
  'routed',
  'in_progress',
  'replied',
  'closed',
] as const satisfies readonly State[];
export const LIGHTS = [
  'red',
  'yellow',
  'white',
  'grey',
  'green',
] as const satisfies readonly Schemas['Light'][];
export const URGENCIES = ['normal', 'complex', 'urgent'] as const satisfies readonly Schemas['Urgency'][];
export const CHANNELS = [
  'visit',
  'reception',
  'phone',
  'letter',
  'online_form',
  'mailbox',
  'from_above',
  'public_opinion',
  'ballot_remark',
] as const satisfies readonly Schemas['LedgerChannel'][];
export const SUBMITTERS = [
  'parent',
  'teacher',
  'pupil',
  'villager',
  'other',
] as const satisfies readonly Schemas['SubmitterKind'][];
export const DISCLOSURES = [
  'named',
  'confidential',
  'anonymous',
] as const satisfies readonly Schemas['Disclosure'][];
export const WAYS = [
  'law',
  'policy',
  'economic',
  'administrative',
  'education',
  'mediation',
  'counselling',
] as const satisfies readonly Schemas['HandlingWay'][];
/** The ends an answer can have; the others are moves of their own. */
export const ANSWERS = [
  'resolved',
  'explained',
  'referred_up',
  'unsubstantiated',
] as const satisfies readonly Schemas['LedgerOutcome'][];
export const OUTCOMES = [
  ...ANSWERS,
  'declined',
  'withdrawn',
  'merged',
] as const satisfies readonly Schemas['LedgerOutcome'][];
export const FINDINGS = [
  'confirmed',
  'partly',
  'unfounded',
  'cannot_verify',
] as const satisfies readonly Schemas['LedgerFinding'][];
export const SATISFACTIONS = [
  'satisfied',
  'basically_satisfied',
  'unsatisfied',
] as const satisfies readonly Schemas['Satisfaction'][];
export const METHODS = [
  'phone',
  'visit',
  'in_person',
  'online',
] as const satisfies readonly Schemas['CallbackMethod'][];

/** To whom the product's reminders go. */
export const REMINDED = ['near', 'over', 'branch', 'office'] as const;

/** What a caller can ask for; the other steps come about by themselves. */
export type AskedMove = MoveBody['move'];
export const MOVES = [
  'accept',
  'route',
  'rule',
  'sign',
  'reply',
  'call_back',
  'settle',
  'return',
  'escalate',
  'decline',
  'withdraw',
] as const satisfies readonly AskedMove[];

export const tones: Record<State, Tone> = {
  registered: 'amber',
  accepted: 'amber',
  routed: 'violet',
  in_progress: 'blue',
  replied: 'blue',
  closed: 'green',
};

/** Whether a text is one of the API's words. */
export function isOneOf<Word extends string>(words: readonly Word[], value: unknown): value is Word {
  return words.some((word) => word === value);
}

export function useCategories(): Category[] {
  const { data } = api.useQuery('get', '/api/v1/ledger-categories', {}, { staleTime: 300_000 });
  return data?.items ?? [];
}
