import { deviceChanged } from './changes';
import { database } from './database';
import { canSeal, open, seal } from './vault';

const LAST = 'last';
/** As long as a login that nobody uses: after that the device opens for nobody without the server. */
const GOOD_FOR = 7 * 24 * 60 * 60 * 1000;

/** The copies that were opened last, so that a search does not decipher them again. */
let opened: { of: string; lists: unknown } | null = null;

const nameOf = (user: string) => `lists|${user}`;
const isGood = (at: string) => Date.now() - Date.parse(at) < GOOD_FOR;

/** Who worked here last, so that the product opens without a network. What lay here of others but their drafts goes. */
export async function rememberPerson(user: string, person: unknown): Promise<void> {
  try {
    const row = { name: LAST, user, at: new Date().toISOString(), content: await seal(user, person) };
    const transaction = (await database()).transaction('copies', 'readwrite');
    for (const { name, user: owner } of await transaction.store.getAll())
      if (owner !== user) await transaction.store.delete(name);
    await transaction.store.put(row);
    await transaction.done;
  } catch {
    // Without storage the product works as long as there is a network.
  }
}

export async function rememberedPerson<T>(): Promise<T | null> {
  try {
    const row = await (await database()).get('copies', LAST);
    return row && isGood(row.at) ? ((await open(row.user, row.content)) as T) : null;
  } catch {
    return null;
  }
}

/** The session ended: everything but what was written and not sent goes. */
export async function forgetPerson(): Promise<void> {
  opened = null;
  await database()
    .then((db) => db.clear('copies'))
    .catch(() => undefined);
  deviceChanged();
}

/** Logout: everything of this person goes, and the key it was sealed under. */
export async function wipe(user: string): Promise<void> {
  opened = null;
  const db = await database();
  const transaction = db.transaction(['drafts', 'files', 'copies', 'keys'], 'readwrite');
  for (const name of ['drafts', 'files', 'copies'] as const) {
    const store = transaction.objectStore(name);
    for (const key of await store.index('user').getAllKeys(user)) await store.delete(key);
  }
  await transaction.objectStore('keys').delete(user);
  await transaction.done;
  deviceChanged();
}

/** Copies of the lists one works with on a visit. Names of families never lie in the clear. */
export async function writeCopies(user: string, lists: unknown): Promise<void> {
  if (!canSeal()) return;
  const row = { name: nameOf(user), user, at: new Date().toISOString(), content: await seal(user, lists) };
  const transaction = (await database()).transaction('copies', 'readwrite');
  // Whoever logged out while they were on their way leaves nothing behind.
  if ((await transaction.store.get(LAST))?.user === user) await transaction.store.put(row);
  await transaction.done;
  deviceChanged();
}

/** When the copies of whoever works here were made. */
export async function copiesMadeAt(): Promise<string | null> {
  const db = await database();
  const user = (await db.get('copies', LAST))?.user;
  const row = user === undefined ? undefined : await db.get('copies', nameOf(user));
  return row && isGood(row.at) ? row.at : null;
}

/** The copies of whoever works here; null when there are none that are still good. */
export async function readCopies(): Promise<unknown> {
  const db = await database();
  const user = (await db.get('copies', LAST))?.user;
  const row = user === undefined ? undefined : await db.get('copies', nameOf(user));
  if (!row || !isGood(row.at)) {
    opened = null;
    return null;
  }
  const of = `${row.user}|${row.at}`;
  if (opened?.of !== of) opened = { of, lists: await open(row.user, row.content) };
  return opened.lists;
}
