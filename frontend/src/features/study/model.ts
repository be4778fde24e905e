import { changed, client, type components } from '#/api';
import type { Option } from '#/ui';

export type StudyItem = components['schemas']['StudyItem'];
export type StudyCompletion = components['schemas']['StudyCompletion'];
export type CompletionMove = StudyCompletion['allowed_moves'][number];

export const THEMES = ['mass_viewpoint', 'mass_line', 'mass_interests', 'mass_work'] as const;
export const MODES = ['lecture', 'self_study', 'case_study', 'field_experience'] as const;
export const AUDIENCES = ['everyone', 'leaders', 'party_members'] as const;
export const STATES = ['handed_in', 'accepted', 'returned'] as const;

/** Everything that shows or counts what was handed in. */
export function refreshStudy(): Promise<void> {
  return changed(
    '/api/v1/study-items',
    '/api/v1/study-completions',
    '/api/v1/duty-progress',
    '/api/v1/dashboard',
  );
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
