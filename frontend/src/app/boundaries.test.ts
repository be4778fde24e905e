import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>(
  ['/src/**/*.{ts,tsx}', '!/src/routeTree.gen.ts', '!/src/api/schema.d.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

/** What a room may import, besides itself and packages. */
const allowed: Record<string, readonly string[]> = {
  routes: ['features', 'app', 'api', 'ui', 'i18n'],
  app: ['routeTree.gen', 'features', 'api', 'ui', 'i18n', 'offline', 'styles'],
  features: ['api', 'ui', 'i18n', 'offline'],
  ui: ['api', 'i18n', 'offline'],
  api: ['i18n', 'offline'],
  offline: [],
  i18n: [],
};

function importsOf(path: string, source: string): string[] {
  const folder = path.split('/').slice(0, -1).join('/');
  return [...source.matchAll(/(?:from|import\(?)\s*'([^']+)'/g)].flatMap(([, name = '']) => {
    if (name.startsWith('#/')) return [`/src/${name.slice(2)}`];
    return name.startsWith('.') ? [new URL(name, `file://${folder}/`).pathname] : [];
  });
}

const uses = Object.entries(sources)
  .filter(([path]) => !/\.test\.tsx?$|test-setup/.test(path))
  .flatMap(([path, source]) => importsOf(path, source).map((target) => ({ path, target })));

describe('who may import whom', () => {
  it('finds the imports', () => {
    expect(uses.length).toBeGreaterThan(100);
  });

  it('keeps the rooms apart', () => {
    const wrong = uses.filter(({ path, target }) => {
      const from = path.split('/')[2] ?? '';
      const to = target.split('/')[2] ?? '';
      return from in allowed && from !== to && !allowed[from]?.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('lets no feature import another', () => {
    const feature = (path: string) => /^\/src\/features\/([^/]+)/.exec(path)?.[1];
    const wrong = uses.filter(({ path, target }) => {
      const [from, to] = [feature(path), feature(target)];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(wrong).toEqual([]);
  });

  it('keeps files readable in one sitting', () => {
    const long = Object.entries(sources).filter(
      ([path, source]) => !/texts\.ts$|\/i18n\//.test(path) && source.split('\n').length > 400,
    );
    expect(long.map(([path]) => path)).toEqual([]);
  });
});
