import { database, type Kept } from './database';

const CIPHER = 'AES-GCM';

/** Plain http has no WebCrypto: there only what must not be lost is kept, and in the clear. */
export function canSeal(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** The key of a user on this device. It cannot be read out, only used, and goes with the logout. */
async function keyOf(user: string): Promise<CryptoKey> {
  const known = await (await database()).get('keys', user);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
  // Another tab may have been faster: the first key stays.
  const transaction = (await database()).transaction('keys', 'readwrite');
  const first = await transaction.store.get(user);
  if (!first) await transaction.store.put(made, user);
  await transaction.done;
  return first ?? made;
}

export async function sealBytes(user: string, bytes: ArrayBuffer): Promise<Kept> {
  if (!canSeal()) return { plain: bytes };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return {
    sealed: { iv, bytes: await crypto.subtle.encrypt({ name: CIPHER, iv }, await keyOf(user), bytes) },
  };
}

/** Throws where the key is gone: nobody reads it again. */
export async function openBytes(user: string, kept: Kept): Promise<ArrayBuffer> {
  if ('plain' in kept) return kept.plain;
  const key = await (await database()).get('keys', user);
  if (!key) throw new Error('sealed under a key that is gone');
  return crypto.subtle.decrypt({ name: CIPHER, iv: kept.sealed.iv }, key, kept.sealed.bytes);
}

export function seal(user: string, value: unknown): Promise<Kept> {
  return sealBytes(user, new TextEncoder().encode(JSON.stringify(value)).buffer);
}

export async function open(user: string, kept: Kept): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await openBytes(user, kept)));
}
