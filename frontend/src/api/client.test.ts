import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setLanguage } from '#/i18n';
import { client, onSessionLost } from './client';
import { idempotent, ifMatch, newId } from './headers';
import { fieldErrors, fieldOf, ProblemError } from './problem';
import { accessToken, setAccessToken } from './token';

const server = setupServer();
const me = {
  account: { id: 'a', username: 'u', display_name: 'U' },
  roles: [],
  abilities: [],
  must_change_password: false,
};
const refused = (status: number, code: string) =>
  HttpResponse.json({ type: 'about:blank', title: code, status, code }, { status });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());
beforeEach(() => setAccessToken('old'));
afterEach(() => {
  server.resetHandlers();
  setLanguage('zh-CN');
});

describe('the client', () => {
  it('renews an expired token once for many requests and repeats them', async () => {
    let renewed = 0;
    server.use(
      http.post('*/api/v1/auth/refresh', () => {
        renewed += 1;
        return HttpResponse.json({
          access_token: 'new',
          token_type: 'Bearer',
          expires_in: 900,
          must_change_password: false,
        });
      }),
      http.get('*/api/v1/auth/me', ({ request }) =>
        request.headers.get('Authorization') === 'Bearer new'
          ? HttpResponse.json(me)
          : refused(401, 'expired'),
      ),
    );
    const answers = await Promise.all([1, 2, 3].map(() => client.GET('/api/v1/auth/me')));
    expect(answers.map(({ data }) => data?.account.id)).toEqual(['a', 'a', 'a']);
    expect(renewed).toBe(1);
  });

  it('repeats a write with its body', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post('*/api/v1/auth/refresh', () =>
        HttpResponse.json({
          access_token: 'new',
          token_type: 'Bearer',
          expires_in: 900,
          must_change_password: false,
        }),
      ),
      http.post('*/api/v1/auth/password', async ({ request }) => {
        bodies.push(await request.json());
        return bodies.length === 1 ? refused(401, 'expired') : new HttpResponse(null, { status: 204 });
      }),
    );
    await client.POST('/api/v1/auth/password', { body: { current_password: 'a', new_password: 'b' } });
    expect(bodies).toEqual([
      { current_password: 'a', new_password: 'b' },
      { current_password: 'a', new_password: 'b' },
    ]);
  });

  it('says so when the session has ended, and forgets the token', async () => {
    let lost = 0;
    const stop = onSessionLost(() => {
      lost += 1;
    });
    server.use(
      http.post('*/api/v1/auth/refresh', () => refused(401, 'refresh_reused')),
      http.get('*/api/v1/auth/me', () => refused(401, 'expired')),
    );
    await expect(client.GET('/api/v1/auth/me')).rejects.toMatchObject({ status: 401 });
    stop();
    expect(lost).toBe(1);
    expect(accessToken()).toBeNull();
  });

  it('asks in the language of the page and turns answers into problems', async () => {
    setLanguage('en');
    server.use(
      http.post('*/api/v1/auth/login', ({ request }) => {
        expect(request.headers.get('Accept-Language')).toBe('en');
        expect(request.headers.get('Authorization')).toBeNull();
        return HttpResponse.json(
          {
            type: 'about:blank',
            title: 'Invalid',
            status: 422,
            code: 'invalid',
            errors: [{ pointer: '#/username', code: 'required', detail: 'missing' }],
          },
          { status: 422 },
        );
      }),
    );
    const error: unknown = await client
      .POST('/api/v1/auth/login', { body: { username: '', password: '' } })
      .catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(ProblemError);
    expect(fieldErrors(error)).toEqual({ username: 'missing' });
  });

  it('calls no network a problem of status 0', async () => {
    server.use(http.post('*/api/v1/auth/login', () => HttpResponse.error()));
    await expect(
      client.POST('/api/v1/auth/login', { body: { username: 'a', password: 'b' } }),
    ).rejects.toMatchObject({
      status: 0,
      code: 'network',
    });
  });
});

describe('headers', () => {
  it('name the version and the intention', () => {
    expect(ifMatch(7)).toEqual({ 'If-Match': '"v7"' });
    expect(idempotent('k')).toEqual({ 'Idempotency-Key': 'k' });
  });

  it('make UUIDv7 ids in the order of time', () => {
    const id = newId(0x0123456789ab);
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId(1) < newId(2)).toBe(true);
  });

  it('read JSON pointers as form paths', () => {
    expect(fieldOf('#/subjects/0/id')).toBe('subjects.0.id');
    expect(fieldOf('/a~1b')).toBe('a/b');
  });
});
