import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A form's content, kept on this device until the server has it. */
export type StoredDraft = {
  key: string;
  user: string;
  form: string;
  id: string;
  label: string;
  values: unknown;
  saved_at: string;
};

interface Schema extends DBSchema {
  drafts: { key: string; value: StoredDraft; indexes: { user: string } };
  person: { key: 'last'; value: unknown };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('lianxin', 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('user', 'user');
      db.createObjectStore('person');
    },
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
}

function draftKey(user: string, form: string, id: string): string {
  return [user, form, id].join('|');
}

export async function readDraft(user: string, form: string, id: string): Promise<StoredDraft | undefined> {
  return (await database()).get('drafts', draftKey(user, form, id));
}

export async function writeDraft(draft: Omit<StoredDraft, 'key'>): Promise<void> {
  await (await database()).put('drafts', { ...draft, key: draftKey(draft.user, draft.form, draft.id) });
}

export async function deleteDraft(user: string, form: string, id: string): Promise<void> {
  await (await database()).delete('drafts', draftKey(user, form, id));
}

export async function listDrafts(user: string, form?: string): Promise<StoredDraft[]> {
  const all = await (await database()).getAllFromIndex('drafts', 'user', user);
  return all
    .filter((one) => form === undefined || one.form === form)
    .sort((a, b) => b.saved_at.localeCompare(a.saved_at));
}

/** The last person of this device, so that the product opens without a network. */
export async function rememberPerson(person: unknown): Promise<void> {
  await database()
    .then((db) => db.put('person', person, 'last'))
    .catch(() => undefined);
}

export async function rememberedPerson<T>(): Promise<T | null> {
  return database()
    .then(async (db) => ((await db.get('person', 'last')) as T | undefined) ?? null)
    .catch(() => null);
}

/** Logout: everything but unsent drafts goes. */
export async function forgetPerson(): Promise<void> {
  await database()
    .then((db) => db.clear('person'))
    .catch(() => undefined);
}
