import type { components } from '#/api';
import type { Tone } from '#/ui';

export type DutyProgress = components['schemas']['DutyProgress'];
export type DutyCell = components['schemas']['DutyCell'];
export type StaffProgress = components['schemas']['StaffProgress'];
export type UnitProgress = components['schemas']['UnitProgress'];
export type ProgressState = components['schemas']['ProgressState'];

/** Progress is a reminder: green or amber, never red. */
export function toneOf(state: ProgressState): Tone {
  if (state === 'met' || state === 'on_pace') return 'green';
  return state === 'behind' ? 'amber' : 'grey';
}

/** "26/40", of what is left after waivers; "3" where the plan sets no number; null where there is no count. */
export function figureOf(duty: Pick<DutyCell, 'actual' | 'rest'>): string | null {
  if (duty.actual === null) return null;
  return duty.rest === null ? `${duty.actual}` : `${duty.actual}/${duty.rest}`;
}
