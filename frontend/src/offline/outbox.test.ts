import { afterEach, describe, expect, it, vi } from 'vitest';
import { listDrafts, type StoredDraft, writeDraft } from './drafts';
import { readFiles, writeFile } from './files';
import { deliver, keepSending, pauseAfter, sendNow } from './outbox';

afterEach(() => vi.useRealTimers());

const about = { label: '家访', note: '', href: '/' };
async function handIn(user: string, id: string): Promise<Pick<StoredDraft, 'user' | 'form' | 'id'>> {
  const draft = { user, form: 'visit', id };
  const way = { state: 'waiting', key: `k${id}`, intent: 'submit' } as const;
  await writeDraft({ ...draft, about, values: { text: id }, saved_at: new Date().toISOString(), way });
  return draft;
}
const stateOf = async (user: string) => (await listDrafts(user)).map(({ way }) => way.state);

describe('the outbox', () => {
  it('sends a file once, also when the next one fails', async () => {
    const draft = await handIn('ann', '1');
    for (const id of ['a', 'b'])
      await writeFile('ann', 'ann|visit|1', { id, file: new File([id], `${id}.jpg`), caption: id });
    const sent: string[] = [];
    const sender = (line: boolean) =>
      deliver(draft, async (_, files) => {
        for (const file of files) {
          if (file.id === 'b' && !line) throw new TypeError('no network');
          sent.push(`${file.id} ${file.caption} ${file.file.name} ${file.file.size}`);
          await file.arrived();
        }
        return { href: '/activities/1' };
      });
    expect((await sender(false)).state).toBe('waiting');
    expect((await readFiles('ann|visit|1')).map((one) => one.id)).toEqual(['b']);
    expect((await sender(true)).state).toBe('sent');
    expect(sent).toEqual(['a a a.jpg 1', 'b b b.jpg 1']);
    expect(await sender(true)).toEqual({ state: 'sent', href: '/activities/1' });
    expect(sent).toHaveLength(2);
  });

  it.each([0, 401, 408, 429, 500, 502, 503, 504])('keeps what failed with %d', async (status) => {
    const draft = await handIn(`keep${status}`, '1');
    expect((await deliver(draft, () => Promise.reject({ status }))).state).toBe('waiting');
    expect(await stateOf(`keep${status}`)).toEqual(['waiting']);
  });

  it.each([400, 403, 404, 409, 412, 413, 422])('hands back what was refused with %d', async (status) => {
    const draft = await handIn(`back${status}`, '1');
    expect((await deliver(draft, () => Promise.reject({ status }))).state).toBe('refused');
    expect(await stateOf(`back${status}`)).toEqual(['refused']);
  });

  it('does not put words changed meanwhile down as sent', async () => {
    const draft = await handIn('eve', '1');
    await deliver(draft, async (item) => {
      await writeDraft({ ...item, values: { text: '改过' }, way: { state: 'writing' } });
      return { href: '/' };
    });
    expect(await listDrafts('eve')).toMatchObject([{ values: { text: '改过' }, way: { state: 'writing' } }]);
  });

  it('tries everything when asked, stops at a dead line, and never sends for another person', async () => {
    await handIn('joe', '1');
    await handIn('joe', '2');
    await handIn('kim', '3');
    let line = false;
    const sent: string[] = [];
    const end = keepSending('joe', async () => async ({ id }) => {
      if (!line) throw new TypeError('no network');
      sent.push(id);
      return { href: '/' };
    });
    await vi.waitFor(async () => expect(await stateOf('joe')).toEqual(['waiting', 'waiting']));
    line = true;
    sendNow();
    await vi.waitFor(async () => expect(await stateOf('joe')).toEqual(['sent', 'sent']));
    end();
    expect(sent.toSorted()).toEqual(['1', '2']);
    expect(await stateOf('kim')).toEqual(['waiting']);
  });

  it('waits twice as long after each try, at most five minutes, and no two phones the same', () => {
    expect([1, 2, 3, 4].map((tries) => pauseAfter(tries, 1))).toEqual([5000, 10_000, 20_000, 40_000]);
    expect(pauseAfter(40, 1)).toBe(300_000);
    expect(pauseAfter(1, 0)).toBe(2500);
  });
});
