// The parts of `ui/` with invented content, for looking at them. Served by `pnpm dev` at /stories.html; not built.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { queryClient } from '#/api';
import { colorSchemeManager, theme } from '#/app/theme';
import '#/styles/index.css';
import { listSearch } from '#/ui';
import { Notices } from '#/ui/notify';
import { Shell } from '#/ui/shell/Shell';
import { actions, nav, user } from './content';
import { LedgerStory } from './LedgerStory';
import { PartsStory } from './PartsStory';

const page = new URLSearchParams(location.search).get('page') ?? 'ledger';

const root = createRootRoute({
  component: () => (
    <Shell nav={nav} user={user} actions={actions}>
      <Outlet />
    </Shell>
  ),
});
const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: listSearch(['state', 'category', 'unit_id', 'happened_on[gte]']),
  component: LedgerStory,
});
const parts = createRoute({ getParentRoute: () => root, path: '/parts', component: PartsStory });
const rest = createRoute({ getParentRoute: () => root, path: '$', component: () => null });

const router = createRouter({
  routeTree: root.addChildren([ledger, parts, rest]),
  history: createMemoryHistory({
    initialEntries: [page === 'ledger' ? '/ledger?category=canteen&sort=-registered_at' : `/${page}`],
  }),
});

const element = document.getElementById('root');
if (element) {
  createRoot(element).render(
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router as never} />
        <Notices />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
