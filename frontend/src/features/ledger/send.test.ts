import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Handed } from '#/offline';
import { emptyEntry } from './new-entry';
import { sendEntry } from './send';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const item = (version?: number): Handed => ({
  key: 'ann|ledger.new|e1',
  user: 'ann',
  form: 'ledger.new',
  id: 'e1',
  saved_at: '2026-11-26T08:00:00Z',
  about: { label: '登记民情', note: '', href: '/' },
  values: { ...emptyEntry({ id: 'e1' }), content: '路灯坏了。', title: '路灯坏了', name: '张女士' },
  way: { state: 'waiting', key: 'k1', intent: 'register', version },
});
const duplicate = http.post('*/api/v1/ledger-entries', () =>
  HttpResponse.json({ title: 'duplicate', status: 409, code: 'duplicate' }, { status: 409 }),
);

describe('sending a new entry', () => {
  it('registers it once, with who raised it, under the key of these words', async () => {
    server.use(
      http.post('*/api/v1/ledger-entries', async ({ request }) => {
        expect(request.headers.get('Idempotency-Key')).toBe('k1');
        expect(await request.json()).toMatchObject({ id: 'e1', identity: { name: '张女士' } });
        return HttpResponse.json({ id: 'e1', number: 'DDJ2-0001' }, { status: 201 });
      }),
    );
    await expect(sendEntry(item(), [])).resolves.toEqual({ href: '/ledger/e1', number: 'DDJ2-0001' });
  });

  it('corrects what an earlier try registered, on the version these words are based on', async () => {
    const seen: (string | null)[] = [];
    server.use(
      duplicate,
      http.patch('*/api/v1/ledger-entries/:id', async ({ request }) => {
        seen.push(request.headers.get('If-Match'));
        expect(await request.json()).not.toHaveProperty('identity');
        return HttpResponse.json({ id: 'e1', number: 'DDJ2-0001' });
      }),
    );
    await sendEntry(item(), []);
    await sendEntry(item(3), []);
    expect(seen).toEqual(['"v1"', '"v3"']);
  });

  it('writes over nobody', async () => {
    server.use(
      duplicate,
      http.patch('*/api/v1/ledger-entries/:id', () =>
        HttpResponse.json({ title: 'stale', status: 412, differences: [] }, { status: 412 }),
      ),
    );
    await expect(sendEntry(item(), [])).rejects.toMatchObject({ status: 412 });
  });
});
