import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, type UserConfig } from 'vite';

type Chunk = { file: string; css?: string[]; assets?: string[] };

/** What the shell consists of, besides the files that the build named after their content. */
const NAMED = [
  'index.html',
  'boot.js',
  'boot.css',
  'favicon.svg',
  'manifest.webmanifest',
  'icon-192.png',
  'icon-512.png',
];

/** The service worker, built last: it knows all files of the pages for staff. */
export default defineConfig((): UserConfig => {
  const manifest = 'dist/.vite/manifest.json';
  if (!existsSync(manifest)) throw new Error('the pages are built before their service worker');
  const chunks: Chunk[] = Object.values(JSON.parse(readFileSync(manifest, 'utf8')));
  const hashed = new Set(chunks.flatMap((one) => [one.file, ...(one.css ?? []), ...(one.assets ?? [])]));
  const digest = (file: string) =>
    createHash('sha256')
      .update(readFileSync(`dist/${file}`))
      .digest('hex');
  const shell = [
    ...NAMED.map((file) => ({ url: `/${file}`, revision: digest(file).slice(0, 16) })),
    ...[...hashed].map((file) => ({ url: `/${file}`, revision: null })),
  ];
  return {
    publicDir: false,
    define: { __SHELL__: JSON.stringify(shell), 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2020',
      emptyOutDir: false,
      rolldownOptions: {
        input: 'src/worker/sw.ts',
        output: { entryFileNames: 'sw.js', format: 'iife' },
      },
    },
  };
});
