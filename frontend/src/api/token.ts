/** The access token lives in memory only; the refresh token is an HttpOnly cookie that no script sees. */
let token: string | null = null;
let running: Promise<boolean> | null = null;

export function accessToken(): string | null {
  return token;
}

export function setAccessToken(next: string | null): void {
  token = next;
}

async function exchange(): Promise<boolean> {
  const response = await globalThis.fetch('/api/v1/auth/refresh', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  if (response.ok) {
    const body: { access_token: string } = await response.json();
    token = body.access_token;
    return true;
  }
  if (response.status >= 500 || response.status === 429) throw new TypeError('refresh is away');
  token = null;
  return false;
}

/** Renews the token once, however many requests ask; throws a TypeError when the server cannot be reached. */
export function refreshToken(): Promise<boolean> {
  running ??= exchange().finally(() => {
    running = null;
  });
  return running;
}

/** Marks in `localStorage` that somebody logged out without a network: its cookie must log nobody in again. */
export const LEFT = 'lianxin.left';
