import { api } from '#/api';
import { useT } from '#/i18n';
import { phrasesOf } from './phrases';
import { activities } from './texts';
import type { Kind } from './words';

/** What is offered for a kind: one's own phrases, then those of the school; the built-in ones while there are none. */
export function usePhrases(kind: Kind): string[] {
  const t = useT(activities);
  const { data, isPending, fetchStatus } = api.useQuery(
    'get',
    '/api/v1/phrases',
    { params: { query: { kind, limit: 200 } } },
    { staleTime: 60_000, retry: false },
  );
  const kept = data?.items ?? [];
  const mine = kept.filter((one) => one.unit_id === null);
  const shared = kept.filter((one) => one.unit_id !== null);
  const texts = [...mine, ...shared].map((one) => one.text);
  if (isPending && fetchStatus === 'fetching') return [];
  return texts.length > 0 ? [...new Set(texts)] : phrasesOf(kind).map((key) => t(key));
}
