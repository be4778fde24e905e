import { client } from '#/api';
import type { Option } from '#/ui';

/** People of the staff directory, as one types. */
export async function loadPeople(query: string, signal: AbortSignal): Promise<Option[]> {
  const q = query.length > 1 ? { q: query } : {};
  const { data } = await client.GET('/api/v1/personnel', {
    params: { query: { limit: 20, ...q } },
    signal,
  });
  return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
}
