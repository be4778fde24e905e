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
  'resume',
  'reply',
  'call_back',
  'co_handler_done',
  'extend',
  'refuse_extension',
  'settle',
  'return',
  'hand_back',
  'escalate',
  'add_co_handler',
  'remove_co_handler',
  'ask_extension',
  'suspend',
  'reopen',
  'note',
  'join_topic',
  'leave_topic',
  'merge',
  'decline',
  'withdraw',
] as const satisfies readonly AskedMove[];

/** What is done less often: folded away where there is more to choose from. */
export const FOLDED = [
  'escalate',
  'add_co_handler',
  'remove_co_handler',
  'ask_extension',
  'suspend',
  'note',
  'join_topic',
  'leave_topic',
  'merge',
  'withdraw',
] as const satisfies readonly AskedMove[];
export type FoldedMove = (typeof FOLDED)[number];

/** What the server offers, in its order; many offers are parted into those shown and those folded away. */
export function offered(names: readonly string[]): { shown: AskedMove[]; folded: FoldedMove[] } {
  const moves = names.filter((name) => isOneOf(MOVES, name));
  const folded = moves.filter((move) => isOneOf(FOLDED, move));
  if (moves.length < 4) return { shown: moves, folded: [] };
  return { shown: moves.filter((move) => !isOneOf(FOLDED, move)), folded };
}

export const OPEN_STATES = [
  'registered',
  'accepted',
  'routed',
  'in_progress',
  'replied',
] as const satisfies readonly State[];

export const EXTENSIONS = [
  'asked',
  'granted',
  'refused',
] as const satisfies readonly Schemas['ExtensionState'][];

/** Who helps to handle an entry, by name. */
export function nameOf(helper: { unit_name: string; person_name: string | null }): string {
  return helper.person_name ? `${helper.unit_name} · ${helper.person_name}` : helper.unit_name;
}

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
