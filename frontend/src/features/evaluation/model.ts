import { changed, client, type components } from '#/api';
import type { Option } from '#/ui';

export type Round = components['schemas']['EvaluationRound'];
export type RoundEvent = components['schemas']['EvaluationRoundEvent'];
export type RoundMove = Round['allowed_moves'][number];
export type RoundState = Round['state'];
export type Scheme = components['schemas']['EvaluationScheme'];
export type SchemeMove = Scheme['allowed_moves'][number];
export type Rules = components['schemas']['SchemeRules'];
export type RaterGroup = components['schemas']['RaterGroup'];
export type Objects = components['schemas']['EvaluationObjects'];
export type Assessors = components['schemas']['EvaluationAssessors'];
export type ObjectKind = components['schemas']['ObjectKind'];
export type Part = RaterGroup['part'];

export const ROUND_STATES = ['draft', 'open', 'sealed', 'scored', 'published', 'archived'] as const;
export const SCHEME_STATES = ['draft', 'in_force', 'retired'] as const;
export const PARTS = ['organisational', 'mass'] as const;
export const KINDS = ['leadership_team', 'cadre'] as const;
export const HYGIENE = ['all_equal', 'all_abstained', 'all_worst'] as const;

/** The move that brings a round on; what else can be done stands beside it. */
export const ONWARD: Record<RoundState, RoundMove | null> = {
  draft: 'open',
  open: 'seal',
  sealed: 'score',
  scored: 'publish',
  published: 'archive',
  archived: null,
};

const FIELDS = [
  'title',
  'notes',
  'scheme_id',
  'period_from',
  'period_to',
  'closes_at',
  'objects',
  'assessors',
] as const;

export type ChangedField = (typeof FIELDS)[number];

/** Which parts of a round an edit changed. */
export function changedFields(event: RoundEvent): ChangedField[] {
  const after: object = event.changes?.after ?? {};
  return FIELDS.filter((field) => field in after);
}

export function refreshRounds(): Promise<void> {
  return changed('/api/v1/evaluation-rounds', '/api/v1/ballot-boxes', '/api/v1/evaluation-sheets');
}

export function refreshSchemes(): Promise<void> {
  return changed('/api/v1/evaluation-schemes');
}

/** Staff by name, for a picker. */
export async function staff(query: string, signal: AbortSignal): Promise<Option[]> {
  const q = query.length > 1 ? { q: query } : {};
  const { data } = await client.GET('/api/v1/personnel', {
    params: { query: { limit: 20, employment_status: ['active'], ...q } },
    signal,
  });
  return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
}

/** Decimals are text; weights have two places at most, so hundredths add up exactly. */
function hundredths(decimal: string): number {
  const number = Number(decimal);
  return Number.isFinite(number) ? Math.round(number * 100) : 0;
}

/** What weights add up to. */
export function sum(decimals: readonly string[]): string {
  return String(decimals.reduce((total, one) => total + hundredths(one), 0) / 100);
}

/** The share of a weight among its like, 0 to 1; 0 where nothing weighs. */
export function share(weight: string, all: readonly string[]): number {
  const whole = all.reduce((total, one) => total + hundredths(one), 0);
  return whole === 0 ? 0 : hundredths(weight) / whole;
}

/** A code that none of `taken` has: people see names, codes are for the computer. */
export function freshCode(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${prefix}_${number}`)) number += 1;
  return `${prefix}_${number}`;
}

const SCHOOL_CLOCK = '+08:00';

/** An instant as `2026-11-20T18:00` on the clock of the schools, for a field; empty when there is none. */
export function onSchoolClock(instant: string | null | undefined): string {
  if (!instant) return '';
  const shifted = new Date(Date.parse(instant) + 8 * 3_600_000);
  return shifted.toISOString().slice(0, 16);
}

/** What such a field says, as an instant. */
export function fromSchoolClock(field: string): string {
  return new Date(`${field}:00${SCHOOL_CLOCK}`).toISOString();
}
