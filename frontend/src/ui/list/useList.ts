import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ListSearch, patchSearch, split } from './search';

export type List<S extends ListSearch = ListSearch> = {
  search: S;
  /** The query for the API: what is in the address, `limit` as a number. */
  query: Omit<S, 'limit'> & { limit?: number };
  set: (patch: Partial<S>, options?: { replace?: boolean }) => void;
  filter: (name: string) => string[];
  setFilter: (name: string, values: string[]) => void;
  clear: () => void;
  /** Something narrows the list. */
  narrowed: boolean;
};

/** `const list = useList(route.useSearch())`: the state of a list, all of it in the address bar. */
export function useList<S extends ListSearch>(search: S): List<S> {
  const navigate = useNavigate();
  const set = useCallback(
    (patch: Partial<S>, options?: { replace?: boolean }) => {
      void navigate({
        to: '.',
        search: (previous: S) => patchSearch(previous, patch),
        replace: options?.replace ?? false,
        resetScroll: 'cursor' in patch,
      } as never);
    },
    [navigate],
  );
  return useMemo(() => {
    const own = ['sort', 'cursor', 'limit'];
    const values = search as Record<string, string | undefined>;
    const narrowing = Object.keys(search).filter((name) => !own.includes(name) && values[name]);
    const { limit, ...query } = search;
    return {
      search,
      query: { ...query, ...(limit ? { limit: Number(limit) } : {}) },
      set,
      filter: (name) => split(values[name]),
      setFilter: (name, chosen) => set({ [name]: chosen.join(',') } as Partial<S>),
      clear: () => set(Object.fromEntries(narrowing.map((name) => [name, undefined])) as Partial<S>),
      narrowed: narrowing.length > 0,
    };
  }, [search, set]);
}
