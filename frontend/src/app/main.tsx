import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '#/api';
import '#/styles/index.css';
import { Notices } from '#/ui/notify';
import { router } from './router';
import { colorSchemeManager, theme } from './theme';

// The script of the page comes along with the session, not after it.
for (const { options } of router.getMatchedRoutes(router.latestLocation.pathname)[0])
  void options.component?.preload?.();

const root = document.getElementById('root');
// As a transition the first render is done in slices: a slow phone answers a touch in between.
if (root)
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <MantineProvider
          theme={theme}
          colorSchemeManager={colorSchemeManager}
          defaultColorScheme="auto"
          withCssVariables={false}
          withGlobalClasses={false}
        >
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
            <Notices />
          </QueryClientProvider>
        </MantineProvider>
      </StrictMode>,
    ),
  );
