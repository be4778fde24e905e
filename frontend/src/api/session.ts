import { useSyncExternalStore } from 'react';
import { forgetPerson, rememberedPerson, rememberPerson } from '#/offline/store';
import { client, onSessionLost } from './client';
import { asProblem } from './problem';
import { queryClient } from './query-client';
import type { paths } from './schema';
import { accessToken, refreshToken, setAccessToken } from './token';

export type Me = paths['/api/v1/auth/me']['get']['responses']['200']['content']['application/json'];
export type Ability = Me['abilities'][number];
type State = { me: Me | null; offline: boolean };

let state: State = { me: null, offline: false };
const listeners = new Set<() => void>();

function set(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

async function loadMe(): Promise<Me> {
  const { data } = await client.GET('/api/v1/auth/me');
  if (!data) throw new TypeError('empty answer');
  set({ me: data, offline: false });
  await rememberPerson(data);
  return data;
}

/** Who is working here; null means: go to the login page. Without a network the last person of this device may go on. */
export async function openSession(): Promise<Me | null> {
  if (state.me && (accessToken() || state.offline)) return state.me;
  try {
    if (!accessToken() && !(await refreshToken())) {
      await forgetPerson();
      return null;
    }
    return await loadMe();
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 401) return null;
    const last = problem.status === 0 ? await rememberedPerson<Me>() : null;
    if (!last) throw problem;
    set({ me: last, offline: true });
    return last;
  }
}

export async function logIn(username: string, password: string): Promise<Me> {
  const { data } = await client.POST('/api/v1/auth/login', { body: { username, password, cookie: true } });
  if (!data) throw new TypeError('empty answer');
  setAccessToken(data.access_token);
  queryClient.clear();
  return loadMe();
}

/** Sets the first password with a one-time code, and logs in with it. */
export async function setUp(code: string, password: string): Promise<Me> {
  const { data } = await client.POST('/api/v1/auth/setup', { body: { code, new_password: password } });
  if (!data) throw new TypeError('empty answer');
  return logIn(data.username, password);
}

/** Ends the session here even when the server cannot be reached. Unsent drafts stay, keyed by user. */
export async function logOut(): Promise<void> {
  await client.POST('/api/v1/auth/logout').catch(() => undefined);
  await closeSession();
}

async function closeSession(): Promise<void> {
  setAccessToken(null);
  queryClient.clear();
  await forgetPerson();
  set({ me: null, offline: false });
}

export async function changePassword(current: string, next: string): Promise<Me> {
  await client.POST('/api/v1/auth/password', { body: { current_password: current, new_password: next } });
  return loadMe();
}

onSessionLost(() => void closeSession());
globalThis.addEventListener?.('online', () => {
  if (state.offline) {
    set({ ...state, offline: false });
    setAccessToken(null);
    void openSession().catch(() => undefined);
  }
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): State {
  return useSyncExternalStore(subscribe, () => state);
}

/** The person logged in; only below the signed-in layout. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error('useMe outside a session');
  return me;
}

/** Whether the caller may do `ability`; what a single record allows comes from its `allowed_moves`. */
export function useCan(ability: Ability): boolean {
  return useSession().me?.abilities.includes(ability) ?? false;
}
