import { client } from '#/api';
import type { Option } from '#/ui';

/** Topics one may put entries into, by title. */
export async function findTopics(query: string, signal: AbortSignal): Promise<Option[]> {
  const { data } = await client.GET('/api/v1/ledger-topics', {
    params: { query: { limit: 20, ...([...query].length > 1 ? { q: query } : {}) } },
    signal,
  });
  return (data?.items ?? [])
    .filter((topic) => topic.may_edit)
    .map((topic) => ({ id: topic.id, label: topic.title, note: topic.unit_name }));
}
