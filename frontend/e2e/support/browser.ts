import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject } from 'vitest';

export const viewports = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type View = keyof typeof viewports;

export const PASSWORD = process.env.LIANXIN_DEMO_PASSWORD ?? 'Lianxin-demo-2026';

export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Visit = {
  page: Page;
  view: View;
  goto: (path: string) => Promise<void>;
  logIn: (username: string, password?: string) => Promise<void>;
  /** No violation of WCAG 2.2 A and AA. */
  expectAccessible: () => Promise<void>;
  /** No text too faint: all that can change with the theme. */
  expectContrast: () => Promise<void>;
  /** <name>-<view>.png, in the dark theme <name>-<view>-dark.png; LIANXIN_PICTURES names the folder. */
  shoot: (name: string) => Promise<void>;
  theme: (scheme: 'light' | 'dark') => Promise<void>;
};

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds at the foot of the page: elsewhere the bars that stay in reach may cover a control by half,
 * which is no fault of the page.
 */
async function expectNoViolation(page: Page, runOnly: string[]): Promise<void> {
  // Evaluated, not added as a script tag: the page's CSP allows no inline script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (rules) => {
    const before = window.scrollY;
    window.scrollTo(0, document.body.scrollHeight);
    // A colour on its way to another one is none of the page's colours.
    const passing = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((one) => one.finished));
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: rules,
    });
    window.scrollTo(0, before);
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }, runOnly);
  expect(found, found.join('\n')).toEqual([]);
}

/** Waits until the page has its heading, shows no grey bars and asks for nothing more. */
function settling(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let since = Date.now();
  const ended = (request: Request) => {
    open.delete(request);
    since = Date.now();
  };
  page.on('request', (request) => open.add(request));
  // Not 'requestfinished': a refusal whose body nobody reads never finishes.
  page.on('response', (response) => ended(response.request()));
  page.on('requestfailed', ended);
  return async () => {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await expect.poll(() => page.getByLabel(/^(正在加载|Loading)$/).count(), { timeout: 10_000 }).toBe(0);
    // 'networkidle' would take half a second each time.
    while (open.size > 0 || Date.now() - since < 150) await page.waitForTimeout(30);
  };
}

function visitOf(page: Page, view: View, baseUrl: string): Visit {
  let theme = 'light';
  const settled = settling(page);
  const goto = async (path: string) => {
    await page.goto(baseUrl + path);
    await settled();
  };
  return {
    page,
    view,
    goto,
    async logIn(username, password = PASSWORD) {
      await goto('/login');
      await page.getByLabel('账号').fill(username);
      await page.getByLabel('密码', { exact: true }).fill(password);
      await page.getByRole('button', { name: '登录' }).click();
      await page.locator('#main').waitFor();
      await settled();
    },
    async expectAccessible() {
      await settled();
      await expectNoViolation(page, levels);
    },
    async expectContrast() {
      await settled();
      await expectNoViolation(page, ['color-contrast']);
    },
    async shoot(name) {
      const folder = resolve(process.env.LIANXIN_PICTURES ?? '../target/e2e/pictures');
      mkdirSync(folder, { recursive: true });
      await page.screenshot({
        path: resolve(folder, `${name}-${view}${theme === 'dark' ? '-dark' : ''}.png`),
        animations: 'disabled',
      });
    },
    async theme(scheme) {
      theme = scheme;
      await page.evaluate((value) => localStorage.setItem('lianxin.theme', value), scheme);
      await page.reload();
      await settled();
    },
  };
}

/** Somebody else at the same device. */
export async function become({ page, logIn }: Visit, username: string, password?: string): Promise<void> {
  await page.context().clearCookies();
  await logIn(username, password);
}

/** What a failed test leaves behind for diagnosis: the picture, the address and the console. */
export async function keep(page: Page, test: string, said: readonly string[]): Promise<void> {
  const folder = resolve('../target/e2e');
  mkdirSync(folder, { recursive: true });
  const file = resolve(folder, test.replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-'));
  writeFileSync(`${file}.txt`, [page.url(), ...said, ''].join('\n'));
  await page.screenshot({ path: `${file}.png`, fullPage: true, animations: 'disabled' });
}

/**
 * Runs the block in one view, with a fresh browser profile for every test.
 * Any error in the browser's console, a refused style or script among them, fails the test.
 */
export function describeView(
  view: View,
  name: string,
  block: (visit: () => Visit) => void,
  server: 'baseUrl' | 'emptyUrl' = 'baseUrl',
): void {
  describe(`${name} (${view})`, () => {
    let browser: Browser;
    let context: BrowserContext;
    let visit: Visit;
    let said: string[];
    let complaints: string[];

    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: flags,
      });
    });
    beforeEach(async () => {
      context = await browser.newContext({
        viewport: viewports[view],
        hasTouch: view === 'phone',
        isMobile: view === 'phone',
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        colorScheme: 'light',
        reducedMotion: 'reduce',
        // A fresh browser would fetch the whole shell for every test; `offline.spec.ts` has it.
        serviceWorkers: 'block',
      });
      // Before the test's own limit, so that a failure says which element was waited for.
      context.setDefaultTimeout(12_000);
      const page = await context.newPage();
      said = [];
      complaints = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        said.push(`${message.type()}: ${message.text()}`);
        // A refused request is an answer, not a fault of the page.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(message.text());
        }
      });
      visit = visitOf(page, view, inject(server));
    });
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail' || complaints.length > 0) {
        await keep(visit.page, `${name} ${view} ${task.name}`, [...said, ...complaints]);
      }
      await context.close();
      expect(complaints).toEqual([]);
    });
    afterAll(() => browser.close());

    block(() => visit);
  });
}

/** Runs the block at 1440 × 900 and at 390 × 844. */
export function describeViews(name: string, block: (visit: () => Visit, view: View) => void): void {
  for (const view of Object.keys(viewports) as View[]) {
    describeView(view, name, (visit) => block(visit, view));
  }
}
