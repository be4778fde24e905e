import { database, type FileRow } from './database';
import { open, openBytes, seal, sealBytes } from './vault';

/** A picture or another file that waits with its draft. Its id is the key under which it is sent, once. */
export type WaitingFile = { id: string; file: File; caption: string };

type AboutFile = { name: string; type: string; caption: string };

const aboutOf = ({ file, caption }: WaitingFile): AboutFile => ({
  name: file.name,
  type: file.type,
  caption,
});

export async function writeFile(user: string, draft: string, one: WaitingFile): Promise<void> {
  const content = await sealBytes(user, await one.file.arrayBuffer());
  const about = await seal(user, aboutOf(one));
  await (await database()).put('files', { id: one.id, user, draft, about, content });
}

/** The content stays as it lies; only the few words about it are written anew. */
export async function recaption(user: string, one: WaitingFile): Promise<void> {
  const about = await seal(user, aboutOf(one));
  const transaction = (await database()).transaction('files', 'readwrite');
  const row = await transaction.store.get(one.id);
  if (row) await transaction.store.put({ ...row, about });
  await transaction.done;
}

export async function deleteFile(id: string): Promise<void> {
  await (await database()).delete('files', id);
}

export async function deleteFilesOf(draft: string): Promise<void> {
  const transaction = (await database()).transaction('files', 'readwrite');
  for (const id of await transaction.store.index('draft').getAllKeys(draft))
    await transaction.store.delete(id);
  await transaction.done;
}

async function opened({ id, user, about, content }: FileRow): Promise<WaitingFile[]> {
  try {
    const { name, type, caption } = (await open(user, about)) as AboutFile;
    return [{ id, caption, file: new File([await openBytes(user, content)], name, { type }) }];
  } catch {
    return [];
  }
}

/** In the order in which they were chosen. */
export async function readFiles(draft: string): Promise<WaitingFile[]> {
  const rows = await (await database()).getAllFromIndex('files', 'draft', draft);
  return (await Promise.all(rows.map((row) => opened(row)))).flat();
}
