import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Handed } from '#/offline';
import { type Edit, sendEdit } from './send';
import { valuesOf } from './values';
import type { Activity } from './words';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const record = (text: string, discussion: string, version: number) =>
  ({
    id: 'a1',
    version,
    kind: 'lesson_observation',
    unit_id: 'u1',
    companion_ids: [],
    companion_names: [],
    happened_on: '2026-11-23',
    started_at: null,
    ended_at: null,
    text,
    tags: [],
    students: [],
    details: {
      lesson_observation: { class_id: 'c1', observed_person_id: 'p1', subject: '数学', discussion },
    },
  }) as unknown as Activity;

/** Written without a network on version 3, with a longer discussion. */
function amendment(): Handed {
  const base = valuesOf(record('听课。', '板书清楚', 3));
  const edit: Edit = {
    base,
    values: { ...base, discussion: '多给学生说' },
    version: 3,
    reason: ' 补记要点 ',
  };
  return {
    key: 'ann|activities.edit|a1',
    user: 'ann',
    form: 'activities.edit',
    id: 'a1',
    saved_at: '2026-11-26T08:00:00Z',
    about: { label: '观课', note: '', href: '/' },
    values: edit,
    way: { state: 'waiting', key: 'k1', intent: 'amend' },
  };
}

const now = (activity: Activity) => http.get('*/api/v1/activities/a1', () => HttpResponse.json(activity));

describe('an amendment made without a network', () => {
  it.each([
    ['nobody changed anything', record('听课。', '板书清楚', 3)],
    ['somebody changed something else', record('听《分数》一课。', '板书清楚', 4)],
  ])('is sent under its key when %s', async (_, current) => {
    const seen: unknown[] = [];
    server.use(
      now(current),
      http.post('*/api/v1/activities/a1/amendments', async ({ request }) => {
        const { headers } = request;
        seen.push(headers.get('Idempotency-Key'), headers.get('If-Match'), await request.json());
        return HttpResponse.json(current);
      }),
    );
    await expect(sendEdit(amendment(), [])).resolves.toEqual({ href: '/activities/a1' });
    const { version } = current;
    const changes = { details: { lesson_observation: { discussion: '多给学生说' } } };
    expect(seen).toEqual([`k1-${version}`, `"v${version}"`, { reason: '补记要点', changes }]);
  });

  it('has arrived when the record says so already: the answer was lost', async () => {
    const nothing = { pointer: '#/changes', code: 'nothing_changed', detail: '没有改动' };
    server.use(
      now(record('听课。', '多给学生说', 4)),
      http.post('*/api/v1/activities/a1/amendments', () =>
        HttpResponse.json({ status: 422, code: 'invalid', errors: [nothing] }, { status: 422 }),
      ),
    );
    await expect(sendEdit(amendment(), [])).resolves.toEqual({ href: '/activities/a1' });
  });

  it('writes over nobody: what was changed there since comes back with both sides', async () => {
    const current = record('听课。', '校长补充', 4);
    server.use(now(current));
    await expect(sendEdit(amendment(), [])).rejects.toMatchObject({
      status: 412,
      currentVersion: 4,
      differences: [
        { pointer: '#/details/lesson_observation/discussion', yours: '多给学生说', current: '校长补充' },
      ],
    });
  });
});
