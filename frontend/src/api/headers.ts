import { useCallback, useRef } from 'react';

/** A UUIDv7. `crypto.randomUUID` is missing on plain http, where schools run the product on one laptop. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = (n: number, width: number) => n.toString(16).padStart(width, '0');
  const at = hex(now, 12);
  const byte = (i: number) => bytes[i] ?? 0;
  const tail = [10, 11, 12, 13, 14, 15].map((i) => hex(byte(i), 2)).join('');
  const third = `7${hex(((byte(6) << 8) | byte(7)) & 0xfff, 3)}`;
  const fourth = hex((((byte(8) << 8) | byte(9)) & 0x3fff) | 0x8000, 4);
  return `${at.slice(0, 8)}-${at.slice(8)}-${third}-${fourth}-${tail}`;
}

/** Header for PATCH and DELETE: the row version the caller has seen. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"v${version}"` };
}

/** Header for a POST whose repetition would do harm. */
export function idempotent(key: string): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key };
}

/**
 * One key per intention: the same while a form is retried, a new one after `renew()` (call it on success
 * or when the content changed after a refusal).
 */
export function useIdempotencyKey(): { key: () => string; renew: () => void } {
  const held = useRef<string | null>(null);
  const key = useCallback(() => {
    held.current ??= newId();
    return held.current;
  }, []);
  const renew = useCallback(() => {
    held.current = null;
  }, []);
  return { key, renew };
}
