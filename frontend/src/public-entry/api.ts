import type { components } from '../api/schema';
import { language } from './language';

export type Schemas = components['schemas'];

/** Why there is no answer: `fields` names what has to be put right. */
export type Failure = {
  kind: 'unknown' | 'busy' | 'offline' | 'refused';
  /** In the language of the page. */
  detail: string;
  fields: { pointer: string; code: string; detail: string }[];
};

export const isFailure = (answer: object): answer is Failure => 'kind' in answer && 'fields' in answer;

const failure = (kind: Failure['kind'], detail = '', fields: Failure['fields'] = []): Failure => ({
  kind,
  detail,
  fields,
});

/** Asks the API. No cookie goes with it: these pages have nothing to do with a staff session. */
async function ask<T extends object>(path: string, init: RequestInit): Promise<T | Failure> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1/public/${path}`, { ...init, credentials: 'omit' });
  } catch {
    return failure('offline');
  }
  try {
    const body = await answer.json();
    if (answer.ok) return body;
    if (answer.status === 404) return failure('unknown');
    if (answer.status === 429 || answer.status >= 500) return failure('busy');
    return failure('refused', body.detail, body.errors);
  } catch {
    return failure('busy');
  }
}

const headers = (more: Record<string, string> = {}) => ({
  'Accept-Language': language() === 'en' ? 'en' : 'zh-CN',
  ...more,
});

export const get = <T extends object>(path: string): Promise<T | Failure> =>
  ask(path, { headers: headers() });

/** `key` makes a repeat harmless: the same key, the same answer. */
export const post = <T extends object>(path: string, body: object, key?: string): Promise<T | Failure> =>
  ask(path, {
    method: 'POST',
    headers: headers({ 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) }),
    body: JSON.stringify(body),
  });

/** Sends a file by code; `key` as in `post`. */
export const postFile = <T extends object>(path: string, code: string, file: File, key: string) => {
  const body = new FormData();
  body.append('code', code);
  body.append('file', file);
  return ask<T>(path, { method: 'POST', headers: headers({ 'Idempotency-Key': key }), body });
};

/** Random and in the form of a UUID; `crypto.randomUUID` is missing on old phones and without TLS. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
