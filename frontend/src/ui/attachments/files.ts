import { client, idempotent } from '#/api';
import type { WaitingFile } from '#/offline';

/** The record that files belong to. */
export type Owner = { of: 'activities' | 'ledger-entries'; id: string };

/** What the server keeps; the browser's own dialog offers the camera as well, it is never asked for. */
export const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx';
export const MOST = 10;
const MAX_BYTES = 10 * 1024 * 1024;
/** The server keeps no more than this; a phone on a mountain need not send it. */
const LONGEST = 2560;
const WORTH_SHRINKING = 1.5 * 1024 * 1024;

export function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function tooLarge(file: File): boolean {
  return file.size > MAX_BYTES && !file.type.startsWith('image/');
}

/** A large picture, made as small as it will be kept; anything else, and what this browser cannot read, as it is. */
export async function shrunk(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|webp)$/.test(file.type) || file.size < WORTH_SHRINKING) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.88));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}

/** A file about to be sent, with a few words if one likes. */
export type ChosenFile = WaitingFile;

/** Sends one file with its caption; the same one again has no effect. */
export async function upload({ of, id: record }: Owner, { id, file, caption }: ChosenFile): Promise<void> {
  const content = await shrunk(file);
  const sent = {
    params: { path: { id: record }, header: idempotent(id) },
    body: { file: file.name },
    bodySerializer: () => {
      const form = new FormData();
      if (caption.trim()) form.set('caption', caption.trim());
      form.set('file', content, file.name);
      return form;
    },
  };
  if (of === 'activities') await client.POST('/api/v1/activities/{id}/attachments', sent);
  else await client.POST('/api/v1/ledger-entries/{id}/attachments', sent);
}
