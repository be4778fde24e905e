import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#/api';
import { sendNew } from './send';
import { blank, contentOf } from './values';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const record = (id: string) => ({
  ...contentOf(
    blank('home_visit', { text: '第二次写的', household_id: 'h1', household_label: '', student_ids: ['s1'] }),
  ),
  id,
  submit: true,
});

describe('sending a new record', () => {
  const taken = http.post('*/api/v1/activities', () =>
    HttpResponse.json({ title: 'taken', status: 409, code: 'id_taken' }, { status: 409 }),
  );

  it('brings the record up to date when an earlier try had arrived and the words were changed since', async () => {
    const id = newId();
    const seen: string[] = [];
    server.use(
      taken,
      http.patch('*/api/v1/activities/:id', async ({ request }) => {
        const body = (await request.json()) as Record<string, unknown>;
        seen.push(`${request.headers.get('If-Match')} ${body.text}`);
        expect(body).not.toHaveProperty('submit');
        return HttpResponse.json({ id, version: 2, allowed_moves: ['submit', 'void'] });
      }),
      http.post('*/api/v1/activities/:id/moves', async ({ request }) => {
        seen.push(JSON.stringify(await request.json()));
        expect(request.headers.get('Idempotency-Key')).toBeTruthy();
        return HttpResponse.json({ id, status: 'submitted', version: 3 });
      }),
    );
    await expect(sendNew(record(id))).resolves.toMatchObject({ status: 'submitted' });
    expect(seen).toEqual(['"v1" 第二次写的', '{"move":"submit"}']);
  });

  it('writes over nobody: what was changed there since comes back with both sides', async () => {
    const differences = [{ pointer: '#/text', yours: '第二次写的', current: '校长改的' }];
    const seen: (string | null)[] = [];
    server.use(
      taken,
      http.patch('*/api/v1/activities/:id', ({ request }) => {
        seen.push(request.headers.get('If-Match'));
        return HttpResponse.json({ title: 'stale', status: 412, differences }, { status: 412 });
      }),
    );
    await expect(sendNew(record(newId()))).rejects.toMatchObject({ status: 412, differences });
    await expect(sendNew(record(newId()), 4)).rejects.toMatchObject({ status: 412 });
    expect(seen).toEqual(['"v1"', '"v4"']);
  });

  it('passes on every other refusal', async () => {
    server.use(
      http.post('*/api/v1/activities', () =>
        HttpResponse.json({ title: 'no', status: 422, code: 'invalid', errors: [] }, { status: 422 }),
      ),
    );
    await expect(sendNew(record(newId()))).rejects.toMatchObject({ status: 422 });
  });
});
