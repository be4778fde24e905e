import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { TOKENS } from './names';

/**
 * The way of a person's token of a ballot box on this device. It is kept before anything is asked, so that a lost answer
 * can be asked for again, and wiped when the ballot is in the box.
 */
export type StoredToken = {
  /** The page that casts the ballot knows it by nothing else. */
  slot: string;
  user: string;
  box: string;
  /** What is to be signed, what of it the server sees, and what unblinds the answer: base64url. */
  prepared: string;
  blinded: string;
  inverse: string;
  /** The signature, once the server has answered. */
  signature: string | null;
};

interface Schema extends DBSchema {
  [TOKENS.store]: { key: string; value: StoredToken };
}

async function withStore<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const database = await openDB<Schema>(TOKENS.database, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore(TOKENS.store, { keyPath: 'slot' });
    },
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

export const readTokens = (user: string): Promise<StoredToken[]> =>
  withStore(async (database) => (await database.getAll(TOKENS.store)).filter((one) => one.user === user));

export const writeToken = (token: StoredToken): Promise<unknown> =>
  withStore((database) => database.put(TOKENS.store, token));

export const deleteToken = (slot: string): Promise<void> =>
  withStore((database) => database.delete(TOKENS.store, slot));
