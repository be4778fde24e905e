import { defineConfig } from 'vite';

/** The pages without login (a concern, its way, the board; the ballot): apart from the others, in Preact, for old phones. */
export default defineConfig({
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2018',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: '.vite/public.json',
    rolldownOptions: { input: ['public.html', 'ballot.html'] },
  },
});
