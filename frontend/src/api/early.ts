import { accessToken, LEFT, refreshToken } from './token';

/** What every page behind the login asks first, and what the first page of the day shows. */
const ME = '/api/v1/auth/me';
const DAY = '/api/v1/dashboard';

const asked = new Map<string, Promise<Response | null>>();

/** Asks who is working here, and for that day, while the page's own scripts are still on their way. */
export function askEarly(path: string): void {
  if (localStorage.getItem(LEFT)) return;
  const language = document.documentElement.lang;
  const session = refreshToken();
  const ask = async (url: string) => {
    if (!(await session)) return null;
    const headers = { Authorization: `Bearer ${accessToken()}`, 'Accept-Language': language };
    return globalThis.fetch(url, { headers });
  };
  for (const url of path === '/' ? [ME, DAY] : [ME])
    asked.set(
      url,
      ask(url).catch(() => null),
    );
}

/** The answer to this request, if it was asked early: once, and only one that is good. */
export async function earlyAnswer({ method, url }: Request): Promise<Response | null> {
  const { pathname, search } = new URL(url);
  const key = pathname + search;
  const answer = method === 'GET' && asked.get(key);
  if (!answer) return null;
  asked.delete(key);
  const given = await answer;
  return given?.ok ? given : null;
}
