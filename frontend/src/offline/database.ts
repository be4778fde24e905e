import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Sealed under the key of its user; in the clear only where the browser has no cipher (plain http). */
export type Kept = { sealed: { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer } } | { plain: ArrayBuffer };

export type DraftRow = {
  key: string;
  user: string;
  form: string;
  id: string;
  saved_at: string;
  content: Kept;
};
export type FileRow = { id: string; user: string; draft: string; about: Kept; content: Kept };
/** `last`: who worked here last; otherwise the copies of a user's lists. */
export type CopyRow = { name: string; user: string; at: string; content: Kept };

interface Schema extends DBSchema {
  drafts: { key: string; value: DraftRow; indexes: { user: string } };
  files: { key: string; value: FileRow; indexes: { draft: string; user: string } };
  copies: { key: string; value: CopyRow; indexes: { user: string } };
  keys: { key: string; value: CryptoKey };
}

/** A draft of the first version of this database, which sealed nothing. */
type OldDraft = {
  key: string;
  user: string;
  form: string;
  id: string;
  label: string;
  values: unknown;
  saved_at: string;
};

export function inPlain(value: unknown): Kept {
  return { plain: new TextEncoder().encode(JSON.stringify(value)).buffer };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

export function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('lianxin', 2, {
    async upgrade(db, from, _to, transaction) {
      db.createObjectStore('keys');
      db.createObjectStore('copies', { keyPath: 'name' }).createIndex('user', 'user');
      const files = db.createObjectStore('files', { keyPath: 'id' });
      files.createIndex('draft', 'draft');
      files.createIndex('user', 'user');
      if (from === 0) {
        db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('user', 'user');
        return;
      }
      const drafts = transaction.objectStore('drafts');
      for (const old of (await drafts.getAll()) as unknown as OldDraft[]) {
        const { label, values, ...row } = old;
        await drafts.put({ ...row, content: inPlain({ label, values }) });
      }
      // The person of the first version lay in the clear.
      if (db.objectStoreNames.contains('person' as never)) db.deleteObjectStore('person' as never);
    },
    blocking: () => void database().then((db) => db.close()),
    terminated: () => {
      opening = null;
    },
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
}
