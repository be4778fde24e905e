import { askEarly } from '#/api/early';

/** Pages that ask for nobody's session. */
const WITHOUT_LOGIN = /^\/(login|setup|first-password|inspection|disclosure)(\/|$)/;
const path = window.location.pathname;

/** The files of the page at this address, as the build wrote them down (`vite.preloads.ts`). */
function preloadPage(): void {
  const pages: Record<string, string[]> = JSON.parse(document.getElementById('pages')?.textContent ?? '{}');
  for (const file of pages[path] ?? []) {
    const link = document.createElement('link');
    const sheet = file.endsWith('.css');
    link.rel = sheet ? 'preload' : 'modulepreload';
    if (sheet) link.as = 'style';
    link.crossOrigin = '';
    link.fetchPriority = 'low';
    link.href = `/${file}`;
    document.head.append(link);
  }
}

/** On an old phone the scripts take the processor for a second: the first picture is on the screen before. */
async function painted(): Promise<void> {
  if (document.hidden) return;
  await new Promise<void>((done) => {
    new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true });
    setTimeout(done, 300);
  });
}

preloadPage();
if (!WITHOUT_LOGIN.test(path)) askEarly(path);
void painted().then(() => import('./main'));
