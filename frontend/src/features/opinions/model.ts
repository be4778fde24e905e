import { changed, client, type components } from '#/api';
import type { Option } from '#/ui';

export type Opinion = components['schemas']['OpinionItem'];
export type OpinionEvent = components['schemas']['OpinionEvent'];
export type OpinionMove = Opinion['allowed_moves'][number];

export const LEVELS = ['general', 'major', 'serious'] as const;
export const STATES = ['open', 'replied', 'closed'] as const;
const FIELDS = ['source', 'link', 'summary', 'level', 'due_at', 'responder_name'] as const;

export function refreshOpinions(): Promise<void> {
  return changed('/api/v1/opinion-items', '/api/v1/dashboard');
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

/** Which fields an edit changed. */
export function changedFields(event: OpinionEvent): (typeof FIELDS)[number][] {
  const after: object = event.changes?.after ?? {};
  return FIELDS.filter((field) => field in after);
}

/** An instant as the browser's field for date and time shows it, in the time of this device. */
export function localMinute(instant: Date): string {
  const shifted = new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
