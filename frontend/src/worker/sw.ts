import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** The files of this build, with the digest of those whose name has none. Written in by `vite.worker.config.ts`. */
declare const __SHELL__: PrecacheEntry[];
declare const self: Window & { skipWaiting: () => Promise<void> };

// The shell and nothing else: what the API answers lies in no cache, only sealed in the database of the device.
precacheAndRoute(__SHELL__);
cleanupOutdatedCaches();

/** What is no page of the shell: the API, its document, and the pages for everybody (`spa.rs` has the same list). */
const OTHERS = [
  /^\/(api|docs|oauth|\.well-known)(\/|$)/,
  /^\/(concern|follow|board|ballot)$/,
  /^\/receipts\//,
  /\.\w+$/,
];
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: OTHERS }));

// A new version waits until somebody asks for it, or until no page of the old one is open.
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
});
