import { fileURLToPath } from 'node:url';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { preloads } from './vite.preloads.ts';

const backend = process.env.LIANXIN_BACKEND ?? 'http://127.0.0.1:8080';

/** In development these are the pages the server gives there: `spa.rs` has the same list. */
const PUBLIC: [RegExp, string][] = [
  [/^\/(concern|follow|board)(\?|$)/, '/public.html'],
  [/^\/(ballot|receipts\/[^/?]+)(\?|$)/, '/ballot.html'],
];

const publicPages = (): Plugin => ({
  name: 'public-pages',
  configureServer: (server) => {
    server.middlewares.use((request, _, next) => {
      const page = PUBLIC.find(([path]) => path.test(request.url ?? ''));
      if (page) request.url = page[1];
      next();
    });
  },
});

export default defineConfig({
  plugins: [
    tanstackRouter({ target: 'react' }),
    react({ exclude: /public-entry/ }),
    publicPages(),
    preloads(),
  ],
  resolve: { alias: { '#': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': backend } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/.*\/(react|react-dom|scheduler)\//, priority: 30 },
            {
              name: 'vendor',
              test: /node_modules\/.*\/(@tanstack|openapi-fetch|openapi-react-query|valibot|idb)\//,
              priority: 20,
            },
            { name: 'start', test: /\/src\/(app\/start|api\/(early|token))\.ts/, priority: 40 },
            {
              name: 'base',
              test: /\/src\/(app\/(main|SignedIn)|api\/|i18n\/|styles\/|ui\/(display\/|Icon|use\w+\.ts|form\/IconButton))/,
              priority: 20,
            },
            {
              name: 'fields',
              test: /@mantine\/(form|core|hooks)/,
              priority: 10,
              minShareCount: 12,
            },
            { name: 'ui', test: /\/src\/(ui|offline)\//, priority: 5, minShareCount: 12 },
            {
              name: (id) => /\/src\/features\/([a-z-]+)\//.exec(id)?.[1] ?? null,
              minShareCount: 3,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/app/test-setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
