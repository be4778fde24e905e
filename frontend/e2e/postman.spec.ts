// The Postman collection, run from top to bottom against the real server as an office would.
import { readFileSync } from 'node:fs';
import newman, { type NewmanRunSummary } from 'newman';
import { describe, expect, inject, it } from 'vitest';
import { PASSWORD } from './support/browser';

type Item = { id?: string; item?: Item[] };

/** These would end the login that all others need. */
const ENDS_THE_LOGIN = ['logout', 'refresh', 'change_password', 'end_session'];

const file = new URL('../../openapi/lianxin.postman_collection.json', import.meta.url);

function withoutEnds(items: Item[]): Item[] {
  return items
    .filter(({ id }) => !ENDS_THE_LOGIN.includes(id ?? ''))
    .map((item) => (item.item ? { ...item, item: withoutEnds(item.item) } : item));
}

function run(): Promise<NewmanRunSummary> {
  const collection = JSON.parse(readFileSync(file, 'utf8'));
  const first = collection.item.filter(({ name }: { name: string }) => name === 'auth');
  const others = collection.item.filter(({ name }: { name: string }) => name !== 'auth');
  return new Promise((done, fail) => {
    newman.run(
      {
        collection: { ...collection, item: withoutEnds([...first, ...others]) },
        envVar: [
          { key: 'baseUrl', value: inject('baseUrl') },
          { key: 'username', value: 'office' },
          { key: 'password', value: PASSWORD },
        ],
        reporters: [],
        timeoutRequest: 30_000,
      },
      (error, summary) => (error ? fail(error) : done(summary)),
    );
  });
}

describe('the Postman collection', () => {
  it('runs against the server: every request is answered as documented', async () => {
    const { run: made } = await run();
    expect(made.failures.map(({ source, error }) => `${source?.name}: ${error.message}`)).toEqual([]);
    const answered = made.executions.filter(({ response }) => response?.code === 200);
    // Most lists, and the records that they led to.
    expect(answered.length).toBeGreaterThan(130);
    const refused = made.executions.filter(({ response }) => response?.code === 401);
    // The example names a system that this server does not know.
    expect(refused.map(({ item }) => item.id)).toEqual(['issue_token']);
  }, 180_000);
});
