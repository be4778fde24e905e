import { api, type components, useMe } from '#/api';
import { byDay, type Day, daysOf } from './months';

export type Activity = components['schemas']['Activity'];
export type Remark = components['schemas']['DiaryRemark'];
export type DiaryEntry = Day<Activity, Remark>;
type Term = components['schemas']['Term'];

/** Records that are read at once: more than anybody makes in a month. */
export const MOST = 200;

/** The terms one may print, the latest first. */
export function useTerms(): Term[] {
  const { data } = api.useQuery(
    'get',
    '/api/v1/terms',
    { params: { query: { limit: 12 } } },
    { staleTime: 300_000 },
  );
  return [...(data?.items ?? [])].sort((one, other) => other.starts_on.localeCompare(one.starts_on));
}

/** One's own days of a month or a term, or everything that says `q`. */
export function useDiary(of: { month: string; term: Term | undefined; q: string | undefined }) {
  const me = useMe();
  const id = me.person?.id ?? '';
  const { from, until } = of.term ? { from: of.term.starts_on, until: of.term.ends_on } : daysOf(of.month);
  const enabled = me.person !== null;
  const records = api.useQuery(
    'get',
    '/api/v1/personnel/{id}/diary',
    {
      params: {
        path: { id },
        query: {
          limit: MOST,
          ...(of.q ? { q: of.q } : { 'happened_on[gte]': from, 'happened_on[lte]': until }),
        },
      },
    },
    { enabled },
  );
  const remarks = api.useQuery(
    'get',
    '/api/v1/personnel/{id}/diary-remarks',
    {
      params: {
        path: { id },
        query: of.q ? { q: of.q } : { 'day[gte]': from, 'day[lte]': until },
      },
    },
    { enabled },
  );
  return {
    days: byDay(
      (records.data?.items ?? []).filter((one) => one.status !== 'void'),
      remarks.data?.items ?? [],
    ),
    isPending: records.isPending || remarks.isPending,
    error: records.error ?? remarks.error,
    retry: () => {
      void records.refetch();
      void remarks.refetch();
    },
  };
}
