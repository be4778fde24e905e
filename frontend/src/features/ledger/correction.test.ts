import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Handed } from '#/offline';
import { type Correction, restoreCorrection, sendCorrection, valuesOf } from './correction';
import type { Entry } from './words';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const entry = {
  id: 'e1',
  title: '路灯坏了',
  content: '校门口的路灯坏了。',
  category_id: 'c1',
  urgency: 'normal',
  channel: 'visit',
  submitter_kind: 'parent',
  place: null,
  happened_on: null,
  persons_concerned: [{ id: 'p1', name: '张女士' }],
} as unknown as Entry;

const corrected: Correction = {
  entry,
  values: { ...valuesOf(entry), content: ' 校门口的两盏路灯坏了。 ', place: '校门口' },
  version: 2,
};
const item: Handed = {
  key: 'ann|ledger.edit|e1',
  user: 'ann',
  form: 'ledger.edit',
  id: 'e1',
  saved_at: '2026-11-26T08:00:00Z',
  about: { label: '更正', note: '', href: '/' },
  values: corrected,
  way: { state: 'waiting', key: 'k1', intent: 'correct' },
};

describe('a correction made without a network', () => {
  it('is sent once, on the version it is based on, with nothing but what was changed', async () => {
    const seen: unknown[] = [];
    server.use(
      http.patch('*/api/v1/ledger-entries/e1', async ({ request }) => {
        const { headers } = request;
        seen.push(headers.get('If-Match'), headers.get('Idempotency-Key'), await request.json());
        return HttpResponse.json(entry);
      }),
    );
    await expect(sendCorrection(item, [])).resolves.toEqual({ href: '/ledger/e1' });
    expect(seen).toEqual(['"v2"', 'k1', { content: '校门口的两盏路灯坏了。', place: '校门口' }]);
  });

  it('writes over nobody', async () => {
    const differences = [{ pointer: '#/content', yours: '两盏', current: '三盏' }];
    server.use(
      http.patch('*/api/v1/ledger-entries/e1', () =>
        HttpResponse.json({ title: 'stale', status: 412, differences }, { status: 412 }),
      ),
    );
    await expect(sendCorrection(item, [])).rejects.toMatchObject({ status: 412, differences });
  });

  it('is none when it does not fit this page', () => {
    expect(restoreCorrection(JSON.parse(JSON.stringify(corrected)))).toEqual(corrected);
    expect(restoreCorrection({ ...corrected, values: { title: 1 } })).toBeNull();
    expect(restoreCorrection({ title: 'x' })).toBeNull();
  });
});
