import { afterEach, describe, expect, it, vi } from 'vitest';
import { database } from './database';
import { listDrafts, writeDraft } from './drafts';
import {
  copiesMadeAt,
  forgetPerson,
  readCopies,
  rememberedPerson,
  rememberPerson,
  wipe,
  writeCopies,
} from './person';
import { open, seal } from './vault';

afterEach(() => vi.useRealTimers());

const draft = {
  form: 'visit',
  id: '1',
  saved_at: '2026-11-26T08:00:00Z',
  about: { label: '家访 · 张小明', note: '奶奶在家', href: '/' },
  values: { text: '奶奶在家' },
  way: { state: 'writing' },
} as const;

/** All that lies in the database, as somebody would read it who copies the files. */
async function lying(): Promise<string> {
  const db = await database();
  const rows = [await db.getAll('drafts'), await db.getAll('copies'), await db.getAll('files')];
  return JSON.stringify(rows, (_, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? new TextDecoder().decode(value as ArrayBuffer)
      : value,
  );
}

describe('what lies on the device', () => {
  it('is sealed under a key that nobody can read out', async () => {
    await rememberPerson('ann', { name: '安老师' });
    await writeCopies('ann', { lists: { households: [{ label: '张小明家' }] } });
    await writeDraft({ ...draft, user: 'ann' });
    expect(await rememberedPerson()).toEqual({ name: '安老师' });
    expect(await readCopies()).toMatchObject({ lists: { households: [{ label: '张小明家' }] } });
    const text = await lying();
    for (const word of ['安老师', '张小明', '奶奶']) expect(text).not.toContain(word);
    const key = await (await database()).get('keys', 'ann');
    expect(key?.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toThrow();
  });

  it('keeps what was not sent when the session ends, and opens nothing else', async () => {
    await forgetPerson();
    expect(await rememberedPerson()).toBeNull();
    expect(await readCopies()).toBeNull();
    expect(await copiesMadeAt()).toBeNull();
    expect(await listDrafts('ann')).toMatchObject([{ values: { text: '奶奶在家' } }]);
  });

  it("shows the next person at the device nothing of the one before, and keeps that one's drafts", async () => {
    await rememberPerson('ann', { name: '安老师' });
    await writeCopies('ann', { lists: {} });
    await rememberPerson('bob', { name: '白老师' });
    expect(await rememberedPerson()).toEqual({ name: '白老师' });
    expect(await readCopies()).toBeNull();
    expect(await listDrafts('bob')).toEqual([]);
    expect(await listDrafts('ann')).toHaveLength(1);
  });

  it('goes with the logout, and what was sealed stays closed', async () => {
    const kept = await seal('ann', { text: '奶奶在家' });
    await wipe('ann');
    expect(await listDrafts('ann')).toEqual([]);
    await expect(open('ann', kept)).rejects.toThrow();
  });

  it('takes no lists that arrive after the logout', async () => {
    await rememberPerson('ann', { name: '安老师' });
    await forgetPerson();
    await writeCopies('ann', { lists: {} });
    expect(await (await database()).count('copies')).toBe(0);
  });

  it('opens for nobody a week after the server was last seen', async () => {
    await rememberPerson('eve', { name: '易老师' });
    await writeCopies('eve', { lists: {} });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 24 * 60 * 60 * 1000 });
    expect(await rememberedPerson()).toBeNull();
    expect(await readCopies()).toBeNull();
  });
});
