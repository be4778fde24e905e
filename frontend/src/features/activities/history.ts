import type { components } from '#/api';
import { type Activity, type Amendment, awaits } from './words';

export type Made = components['schemas']['ActivityStep'];

type Step =
  | { id: string; what: 'recorded' | 'submitted' | 'confirmed' | 'followed_up'; at?: string; who?: string }
  | { id: string; what: 'draft' | 'waiting'; who?: string }
  | { id: string; what: 'returned' | 'void'; reason: string; at?: string; who?: string }
  | { id: string; what: 'amended'; at: string; who: string; amendment: Amendment };

export type HistoryStep = Step & { current?: boolean };

/** What happened to a record, oldest first; the last step is where it is now. */
export function historyOf(
  activity: Activity,
  made: readonly Made[],
  amendments: readonly Amendment[],
): HistoryStep[] {
  const { status } = activity;
  const steps: Step[] = [
    { id: 'recorded', what: 'recorded', at: activity.recorded_at, who: activity.recorded_by_name },
  ];
  // The API gives the newest amendment first.
  const amended = amendments.toReversed();
  for (const [at, one] of made.entries()) {
    const common = { id: `${one.step}-${at}`, at: one.made_at, who: one.made_by_name };
    if (one.step === 'returned' || one.step === 'void') {
      steps.push({ ...common, what: one.step, reason: one.reason ?? '' });
    } else if (one.step === 'amended') {
      const amendment = amended.shift();
      if (amendment) steps.push({ ...common, what: 'amended', amendment });
    } else {
      steps.push({ ...common, what: one.step });
    }
  }
  const last = made.at(-1)?.step;
  // Of older records it was not kept who gave them back.
  if ((status === 'returned' || status === 'void') && last !== status) {
    steps.push({ id: status, what: status, reason: activity.status_reason ?? '' });
  }
  if (status === 'draft') steps.push({ id: 'draft', what: 'draft' });
  if (awaits(activity)) {
    const who = activity.confirmer_name;
    steps.push({ id: 'waiting', what: 'waiting', ...(who ? { who } : {}) });
  }
  return steps.map((step, at) => (at === steps.length - 1 ? { ...step, current: true } : step));
}

export type Change = { path: string; before: unknown; after: unknown };

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The changed fields of an amendment, one by one. */
export function changesIn(before: unknown, after: unknown, path = ''): Change[] {
  if (!isFields(before) && !isFields(after)) return [{ path, before, after }];
  const [was, is] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) =>
    changesIn(was[name], is[name], path ? `${path}.${name}` : name),
  );
}
