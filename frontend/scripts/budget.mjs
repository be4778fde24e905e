// Fails the build when the first load or a page has grown beyond its budget (compressed bytes on the wire).
import { existsSync, readFileSync, statSync } from 'node:fs';

const FIRST_LOAD = 200_000;
const PAGE = 80_000;
/** Pages without login, for old phones. */
const PUBLIC = 20_000;

const read = (name) => JSON.parse(readFileSync(`dist/.vite/${name}.json`, 'utf8'));
const manifest = read('manifest');
const size = (file) => statSync(existsSync(`dist/${file}.br`) ? `dist/${file}.br` : `dist/${file}`).size;

/** A chunk with everything it imports statically. */
function files(key, of = manifest, seen = new Set()) {
  const chunk = of[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const other of chunk.imports ?? []) files(other, of, seen);
  return seen;
}

const sum = (list) => [...list].reduce((total, file) => total + size(file), 0);
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const main = Object.keys(manifest).find((key) => manifest[key].name === 'base' && manifest[key].imports);
const first = new Set([...files(entry), ...files(main)]);
for (const file of ['index.html', 'boot.js', 'boot.css', 'favicon.svg']) first.add(file);

const rows = [{ what: 'first load', bytes: sum(first), limit: FIRST_LOAD }];
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue;
  const own = [...files(key)].filter((file) => !first.has(file));
  rows.push({ what: key.replace(/^src\//, ''), bytes: sum(own), limit: PAGE });
}
for (const page of ['public.html', 'ballot.html']) {
  const withoutLogin = [page, 'favicon.svg', ...files(page, read('public'))];
  rows.push({ what: `public-entry, ${page}`, bytes: sum(withoutLogin), limit: PUBLIC });
}
rows.sort((a, b) => b.bytes - a.bytes);
for (const { what, bytes, limit } of rows) {
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB of ${limit / 1000} kB  ${what}`);
}
const over = rows.filter((row) => row.bytes > row.limit);
if (over.length > 0) {
  console.error(`Over budget: ${over.map((row) => row.what).join(', ')}`);
  process.exit(1);
}
