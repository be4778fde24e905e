import createClient, { type Middleware } from 'openapi-fetch';
import createQueryHooks from 'openapi-react-query';
import { getLanguage } from '#/i18n';
import { answerFromCopies, isCopy } from '#/offline/answers';
import { earlyAnswer } from './early';
import { ProblemError, problemFrom } from './problem';
import { setReached } from './reach';
import type { paths } from './schema';
import { accessToken, refreshToken } from './token';

const lost = new Set<() => void>();

/** Called when the session has ended for good (refresh refused). */
export function onSessionLost(listener: () => void): () => void {
  lost.add(listener);
  return () => lost.delete(listener);
}

const withoutToken = /\/auth\/(login|refresh|setup)$/;
const retries = new WeakMap<Request, Request>();

function authorize(request: Request): void {
  const token = accessToken();
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
}

const session: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', getLanguage());
    if (withoutToken.test(new URL(request.url).pathname)) return;
    authorize(request);
    // The body of a Request can be read once: keep a copy for the repeat after a refresh.
    retries.set(request, request.clone());
  },
  async onResponse({ request, response }) {
    if (isCopy(response)) return response;
    setReached(true);
    if (response.status === 401) {
      const again = retries.get(request);
      if (again) {
        if (await refreshToken()) {
          authorize(again);
          const second = await globalThis.fetch(again);
          if (second.ok) return second;
          throw await problemFrom(second);
        }
        for (const listener of lost) listener();
      }
    }
    if (!response.ok && response.status !== 304) throw await problemFrom(response);
    return response;
  },
  async onError({ request, error }) {
    if (error instanceof ProblemError) return error;
    // Whoever asked changed his mind; that says nothing about the network.
    if (request.signal.aborted) return new ProblemError(0, {});
    setReached(false);
    return (await answerFromCopies(request)) ?? new ProblemError(0, {});
  },
};

/** Plain calls: `await client.GET('/api/v1/…')`. Every failure throws a ProblemError. */
export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  // Several values of one filter: `state=routed,closed`.
  querySerializer: { array: { style: 'form', explode: false } },
  fetch: async (request) => (await earlyAnswer(request)) ?? globalThis.fetch(request),
});
client.use(session);

/** Hooks: `api.useQuery('get', '/api/v1/…')`, `api.useMutation('post', '/api/v1/…')`, `api.queryOptions(…)`. */
export const api = createQueryHooks(client);
