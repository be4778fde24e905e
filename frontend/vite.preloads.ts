import type { Plugin } from 'vite';

/** Where people start: what these pages consist of is on its way while the first picture is painted. */
const DOORS: Record<string, string[]> = {
  '/login': ['login'],
  '/': ['_in', '_in/index'],
  '/record': ['_in', '_in/record'],
  '/ledger': ['_in', '_in/ledger/_list', '_in/ledger/_list/index'],
  '/activities': ['_in', '_in/activities/index'],
  '/unsent': ['_in', '_in/unsent'],
};

/** Tells the browser early what `start.ts` will ask for: `main.tsx` always, a page's files by its address. */
export const preloads = (): Plugin => ({
  name: 'preloads',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const filesOf = (module: string) => {
        const files = new Set<string>();
        const walk = (name?: string) => {
          const chunk = chunks.find((one) => one.fileName === name);
          if (!chunk || files.has(chunk.fileName)) return;
          files.add(chunk.fileName);
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) files.add(sheet);
          chunk.imports.forEach(walk);
        };
        walk(chunks.find((one) => one.moduleIds.some((id) => id.endsWith(`/src/${module}`)))?.fileName);
        return [...files];
      };
      const main = filesOf('app/main.tsx');
      const pages = Object.entries(DOORS).map(([path, routes]) => {
        const files = routes.flatMap((route) => filesOf(`routes/${route}.tsx?tsr-split=component`));
        return [path, [...new Set(files)].filter((file) => !main.includes(file))];
      });
      return [
        ...main.map((file) => ({
          tag: 'link',
          injectTo: 'head' as const,
          attrs: {
            rel: file.endsWith('.css') ? 'preload' : 'modulepreload',
            ...(file.endsWith('.css') ? { as: 'style' } : {}),
            crossorigin: true,
            // After what the first picture needs.
            fetchpriority: 'low',
            href: `/${file}`,
          },
        })),
        {
          tag: 'script',
          injectTo: 'head' as const,
          attrs: { type: 'application/json', id: 'pages' },
          children: JSON.stringify(Object.fromEntries(pages)),
        },
      ];
    },
  },
});
