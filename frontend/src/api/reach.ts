import { useSyncExternalStore } from 'react';

/** Whether the server answered the last request: what browsers say about being online is a guess. */
let reached = true;
const listeners = new Set<() => void>();

export function setReached(next: boolean): void {
  if (next === reached) return;
  reached = next;
  for (const listener of listeners) listener();
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useReached(): boolean {
  return useSyncExternalStore(onReach, () => reached);
}

globalThis.addEventListener?.('offline', () => setReached(false));
