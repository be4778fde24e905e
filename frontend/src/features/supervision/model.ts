import { changed, client, type components } from '#/api';
import type { Option } from '#/ui';

export type Finding = components['schemas']['Finding'];
export type FindingEvent = components['schemas']['FindingEvent'];
export type FindingMove = Finding['allowed_moves'][number];

export const THEMES = ['mass_viewpoint', 'mass_line', 'mass_interests', 'mass_work'] as const;
export const SOURCES = ['study_theme', 'self_check', 'inspection'] as const;
export const STATES = ['open', 'in_progress', 'done', 'verified'] as const;
const FIELDS = ['what', 'person_name', 'owner_name', 'measure', 'due_on'] as const;

export type ChangedField = { field: (typeof FIELDS)[number]; before: string | null; after: string | null };

export function refreshFindings(): Promise<void> {
  return changed('/api/v1/findings', '/api/v1/dashboard');
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

/** What an edit changed, field by field. */
export function changesOf(event: FindingEvent): ChangedField[] {
  const { before = {}, after = {} } = (event.changes ?? {}) as Partial<
    Record<'before' | 'after', Record<string, string | null>>
  >;
  return FIELDS.filter((field) => field in before || field in after).map((field) => ({
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
  }));
}
