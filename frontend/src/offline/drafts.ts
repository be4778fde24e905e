import { deviceChanged } from './changes';
import { type DraftRow, database } from './database';
import { deleteFilesOf } from './files';
import { open, seal } from './vault';

/** How a draft is called where all of them are listed, and the page that goes on with it. */
export type About = { label: string; note: string; href: string };

/** What the server answered, as far as it is data. */
export type Refusal = { status: number; [name: string]: unknown };

/** How far a draft has come. */
export type Way =
  | { state: 'writing' }
  /** Handed in: it is sent as soon as there is a network. The key marks these very words. */
  | { state: 'waiting'; key: string; intent: string; version?: number | undefined }
  | { state: 'refused'; refusal: Refusal; intent: string; version?: number | undefined }
  /** The server has it; `href` shows it there. */
  | { state: 'sent'; href: string };

/** A form's content, kept on this device until the server has it. */
export type StoredDraft = {
  key: string;
  user: string;
  form: string;
  id: string;
  saved_at: string;
  about: About;
  values: unknown;
  way: Way;
};

/** What was sent stays in the list for a day, without its words. */
const SHOWN_FOR = 24 * 60 * 60 * 1000;

export function draftKey(user: string, form: string, id: string): string {
  return [user, form, id].join('|');
}

async function opened({ content, ...row }: DraftRow): Promise<StoredDraft | undefined> {
  try {
    const { about, values, way } = (await open(row.user, content)) as Partial<StoredDraft>;
    return {
      ...row,
      about: about ?? { label: '', note: '', href: '' },
      values,
      way: way ?? { state: 'writing' },
    };
  } catch {
    return undefined;
  }
}

export async function readDraft(user: string, form: string, id: string): Promise<StoredDraft | undefined> {
  const row = await (await database()).get('drafts', draftKey(user, form, id));
  return row && opened(row);
}

export async function writeDraft(draft: Omit<StoredDraft, 'key'>): Promise<void> {
  const { user, form, id, saved_at, ...content } = draft;
  const sealed = await seal(user, content);
  const key = draftKey(user, form, id);
  await (await database()).put('drafts', { key, user, form, id, saved_at, content: sealed });
  deviceChanged();
}

export async function deleteDraft(user: string, form: string, id: string): Promise<void> {
  const key = draftKey(user, form, id);
  await deleteFilesOf(key);
  await (await database()).delete('drafts', key);
  deviceChanged();
}

/** Newest first. */
export async function listDrafts(user: string, form?: string): Promise<StoredDraft[]> {
  const rows = await (await database()).getAllFromIndex('drafts', 'user', user);
  const all = await Promise.all(
    rows.filter((row) => form === undefined || row.form === form).map((row) => opened(row)),
  );
  const since = new Date(Date.now() - SHOWN_FOR).toISOString();
  const kept: StoredDraft[] = [];
  for (const one of all) {
    if (one?.way.state === 'sent' && one.saved_at < since) await deleteDraft(user, one.form, one.id);
    else if (one) kept.push(one);
  }
  return kept.sort((a, b) => b.saved_at.localeCompare(a.saved_at));
}
