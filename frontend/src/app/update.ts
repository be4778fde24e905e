import { useSyncExternalStore } from 'react';
import { flushDrafts } from '#/offline';

/** Takes the new version that waits; null while there is none. */
let take: (() => void) | null = null;
const listeners = new Set<() => void>();

function offer(next: () => void): void {
  take = next;
  for (const listener of listeners) listener();
}

/** A new version of the product, to be taken when it suits whoever is working: no page reloads by itself. */
export function useUpdate(): (() => void) | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => take,
  );
}

const reload = () => void flushDrafts().finally(() => window.location.reload());

const HOURLY = 60 * 60 * 1000;
let watching = false;

/** Registers the service worker and offers what it brings. */
export async function watchWorker(): Promise<void> {
  if (watching || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  watching = true;
  const { Workbox } = await import('workbox-window');
  const worker = new Workbox('/sw.js');
  worker.addEventListener('waiting', () =>
    offer(() => {
      worker.addEventListener('controlling', reload);
      void flushDrafts().then(() => worker.messageSkipWaiting());
    }),
  );
  // Another tab has taken the new version: what this one loads later may be gone.
  worker.addEventListener('controlling', ({ isExternal, isUpdate }) => {
    if (isExternal && isUpdate) offer(reload);
  });
  const look = () => void worker.update().catch(() => undefined);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
  setInterval(look, HOURLY);
  await worker.register();
}

// A page of the old version whose file the server no longer has.
window.addEventListener('vite:preloadError', () => offer(reload));
