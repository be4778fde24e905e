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

/** The page that shows what a request of the API lists; null where there is none. */
export function pageOf(query: { path: string } | null): string | null {
  if (!query) return null;
  const [path = '', search = ''] = query.path.split('?');
  const page = { '/api/v1/activities': '/activities', '/api/v1/duty-progress/targets': '/duties/targets' }[
    path
  ];
  return page ? `${page}?${search}` : null;
}

/** "26 / 40 节", "3 次"; null where there is no count. */
export function figureOf(duty: Pick<DutyCell, 'actual' | 'target'>): string | null {
  if (duty.actual === null) return null;
  return duty.target === null ? `${duty.actual}` : `${duty.actual}/${duty.target}`;
}
