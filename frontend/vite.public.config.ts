import { defineConfig } from 'vite';

/** The page behind a contact card: apart from the others, without login, a few kilobytes, for old phones. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2018',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: '.vite/public.json',
    rolldownOptions: { input: 'concern.html' },
  },
});
