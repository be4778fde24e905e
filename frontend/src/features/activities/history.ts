import { type Activity, type Amendment, awaits } from './words';

type Step =
  | { id: string; what: 'recorded' | 'submitted' | 'confirmed' | 'followed_up'; at?: string; who?: string }
  | { id: string; what: 'draft' | 'waiting'; who?: string }
  | { id: string; what: 'returned' | 'void'; reason: string }
  | { id: string; what: 'amended'; at: string; who: string; amendment: Amendment };

export type HistoryStep = Step & { current?: boolean };

/** What happened to a record, oldest first; the last step is where it is now. */
export function historyOf(activity: Activity, amendments: readonly Amendment[]): HistoryStep[] {
  const { status } = activity;
  const steps: Step[] = [
    { id: 'recorded', what: 'recorded', at: activity.recorded_at, who: activity.recorded_by_name },
  ];
  if (status === 'submitted' || status === 'confirmed' || status === 'returned') {
    steps.push({ id: 'submitted', what: 'submitted' });
  }
  if (activity.confirmed_at) {
    steps.push({
      id: 'confirmed',
      what: 'confirmed',
      at: activity.confirmed_at,
      ...(activity.confirmer_name ? { who: activity.confirmer_name } : {}),
    });
  }
  for (const one of amendments.toReversed()) {
    steps.push({
      id: one.id,
      what: 'amended',
      at: one.amended_at,
      who: one.amended_by_name,
      amendment: one,
    });
  }
  if (activity.followed_up_at) {
    steps.push({ id: 'followed_up', what: 'followed_up', at: activity.followed_up_at });
  }
  if (status === 'draft') steps.push({ id: 'draft', what: 'draft' });
  if (awaits(activity)) {
    const who = activity.confirmer_name;
    steps.push({ id: 'waiting', what: 'waiting', ...(who ? { who } : {}) });
  }
  if (status === 'returned' || status === 'void') {
    steps.push({ id: status, what: status, reason: activity.status_reason ?? '' });
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
