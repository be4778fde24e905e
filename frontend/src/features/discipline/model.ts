import { changed, client, type components } from '#/api';
import type { Option } from '#/ui';

export type Stay = components['schemas']['Stay'];
export type GiftRecord = components['schemas']['GiftRecord'];

export const DISPOSALS = ['declined', 'returned', 'handed_in'] as const;

export function refreshGifts(): Promise<void> {
  return changed('/api/v1/gift-records');
}

export function refreshStays(): Promise<void> {
  return changed('/api/v1/stay-ins', '/api/v1/activities');
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
