import { QueryClient } from '@tanstack/react-query';
import { asProblem, type ProblemError } from './problem';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ProblemError;
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      networkMode: 'offlineFirst',
      // A refusal does not get better by asking again.
      retry: (count, error) => count < 2 && [0, 429, 502, 503, 504].includes(asProblem(error).status),
    },
    mutations: { networkMode: 'always' },
  },
});

/** After a write: refetches everything read from this resource and below, e.g. `changed('/api/v1/ledger-entries')`. */
export function changed(...resources: string[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) =>
      typeof queryKey[1] === 'string' && resources.some((one) => String(queryKey[1]).startsWith(one)),
  });
}
