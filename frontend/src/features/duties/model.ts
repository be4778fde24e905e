import type { components } from '#/api';
import type { Tone } from '#/ui';

export type DutyProgress = components['schemas']['DutyProgress'];
export type DutyCell = components['schemas']['DutyCell'];
export type StaffProgress = components['schemas']['StaffProgress'];
export type ProgressState = components['schemas']['ProgressState'];

/** Progress is a reminder: green or amber, never red. */
export function toneOf(state: ProgressState): Tone {
  if (state === 'met' || state === 'on_pace') return 'green';
  return state === 'behind' ? 'amber' : 'grey';
}

/** "26 / 40 节", "3 次"; null where there is no count. */
export function figureOf(duty: Pick<DutyCell, 'actual' | 'target'>): string | null {
  if (duty.actual === null) return null;
  return duty.target === null ? `${duty.actual}` : `${duty.actual}/${duty.target}`;
}
