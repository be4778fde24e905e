import { useSyncExternalStore } from 'react';
import { forgetPerson, rememberedPerson, rememberPerson, wipe } from '#/offline/person';
import { client, onSessionLost } from './client';
import { asProblem } from './problem';
import { queryClient } from './query-client';
import { onReach, useReached } from './reach';
import type { paths } from './schema';
import { accessToken, LEFT, refreshToken, setAccessToken } from './token';

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
  await rememberPerson(data.account.id, data);
  return data;
}

/** Who is working here; null means: go to the login page. Without a network the last person of this device may go on. */
export async function openSession(): Promise<Me | null> {
  if (state.me && (accessToken() || state.offline)) return state.me;
  if (localStorage.getItem(LEFT)) {
    await endSession();
    return null;
  }
  try {
    if (!accessToken() && !(await refreshToken())) {
      await closeSession();
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
  localStorage.removeItem(LEFT);
  queryClient.clear();
  return loadMe();
}

/** Sets the first password with a one-time code, and logs in with it. */
export async function setUp(code: string, password: string): Promise<Me> {
  const { data } = await client.POST('/api/v1/auth/setup', { body: { code, new_password: password } });
  if (!data) throw new TypeError('empty answer');
  return logIn(data.username, password);
}

async function endSession(): Promise<boolean> {
  try {
    await client.POST('/api/v1/auth/logout');
  } catch (error) {
    if (asProblem(error).status !== 401) {
      localStorage.setItem(LEFT, 'yes');
      return false;
    }
  }
  localStorage.removeItem(LEFT);
  return true;
}

/**
 * Ends the session here even when the server cannot be reached. Everything of this person goes from the device, what
 * was not sent as well: whoever calls has asked.
 */
export async function logOut(): Promise<void> {
  const user = state.me?.account.id;
  await endSession();
  await closeSession();
  if (user) await wipe(user).catch(() => undefined);
}

/** The session is over: what was not sent stays sealed on the device until the same person logs in again. */
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

/** Somebody went on without the server; now that it answers, it says whether the login still holds. */
async function resume(): Promise<void> {
  if (!state.offline) return;
  if (!(await refreshToken())) return closeSession();
  await loadMe();
  await queryClient.invalidateQueries();
}
const resumeQuietly = () => void resume().catch(() => undefined);
globalThis.addEventListener?.('online', resumeQuietly);
onReach(resumeQuietly);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): State {
  return useSyncExternalStore(subscribe, () => state);
}

/** Without the server right now: what is shown may be a copy on the device. */
export function useOffline(): boolean {
  const reached = useReached();
  const { offline } = useSession();
  return offline || !reached;
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
