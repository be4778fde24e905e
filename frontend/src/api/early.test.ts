import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askEarly, earlyAnswer } from './early';
import { LEFT } from './token';

const seen: string[] = [];
const server = setupServer(
  http.post('*/api/v1/auth/refresh', () => {
    seen.push('refresh');
    return HttpResponse.json({ access_token: 'abc' });
  }),
  http.get('*/api/v1/:name*', ({ request }) => {
    const { pathname } = new URL(request.url);
    seen.push(
      `${pathname} ${request.headers.get('Authorization')} ${request.headers.get('Accept-Language')}`,
    );
    return pathname.endsWith('dashboard')
      ? HttpResponse.json({ title: 'busy' }, { status: 503 })
      : HttpResponse.json({ name: '王梅' });
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  document.documentElement.lang = 'zh-CN';
});
afterEach(() => {
  seen.length = 0;
  localStorage.clear();
});
afterAll(() => server.close());

const request = (path: string, method = 'GET') => new Request(`${location.origin}${path}`, { method });

describe('what is asked before the page has its scripts', () => {
  it('is asked with one session, and answered once', async () => {
    askEarly('/ledger');
    const answer = await earlyAnswer(request('/api/v1/auth/me'));
    expect(await answer?.json()).toEqual({ name: '王梅' });
    expect(await earlyAnswer(request('/api/v1/auth/me'))).toBeNull();
    expect(seen).toEqual(['refresh', '/api/v1/auth/me Bearer abc zh-CN']);
  });

  it('is asked again by the page when the answer was no good, and never for another request', async () => {
    askEarly('/');
    expect(await earlyAnswer(request('/api/v1/dashboard', 'POST'))).toBeNull();
    expect(await earlyAnswer(request('/api/v1/dashboard?day=x'))).toBeNull();
    expect(await earlyAnswer(request('/api/v1/dashboard'))).toBeNull();
    expect(seen).toHaveLength(3);
  });

  it('is nothing after somebody has logged out without a network', async () => {
    localStorage.setItem(LEFT, 'yes');
    await earlyAnswer(request('/api/v1/auth/me'));
    askEarly('/ledger');
    expect(await earlyAnswer(request('/api/v1/auth/me'))).toBeNull();
    expect(seen).toEqual([]);
  });
});
