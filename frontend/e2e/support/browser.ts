import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject } from 'vitest';

export const viewports = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type View = keyof typeof viewports;

export const PASSWORD = process.env.LIANXIN_DEMO_PASSWORD ?? 'Lianxin-demo-2026';

const flags = [
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
  /** docs/screenshots/<name>-<view>-<theme>.png */
  shoot: (name: string) => Promise<void>;
  theme: (scheme: 'light' | 'dark') => Promise<void>;
};

async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script tag: the page's CSP allows no inline script.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  });
}

function visitOf(page: Page, view: View): Visit {
  const baseUrl = inject('baseUrl');
  let theme = 'light';
  const goto = async (path: string) => {
    await page.goto(baseUrl + path);
    await page.waitForLoadState('networkidle');
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
      await page.waitForURL((url) => url.pathname !== '/login');
      await page.waitForLoadState('networkidle');
    },
    async expectAccessible() {
      expect(await violations(page)).toEqual([]);
    },
    async shoot(name) {
      const folder = resolve('../docs/screenshots');
      mkdirSync(folder, { recursive: true });
      await page.screenshot({
        path: resolve(folder, `${name}-${view}-${theme}.png`),
        animations: 'disabled',
      });
    },
    async theme(scheme) {
      theme = scheme;
      await page.evaluate((value) => localStorage.setItem('lianxin.theme', value), scheme);
      await page.reload({ waitUntil: 'networkidle' });
    },
  };
}

/**
 * Runs the block at 1440 × 900 and at 390 × 844, with a fresh browser profile for every test.
 * Any error in the browser's console, a refused style or script among them, fails the test.
 */
export function describeViews(name: string, block: (visit: () => Visit) => void): void {
  describe.each(Object.keys(viewports) as View[])(`${name} (%s)`, (view) => {
    let browser: Browser;
    let context: BrowserContext;
    let visit: Visit;
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
      });
      const page = await context.newPage();
      complaints = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A refused request is an answer, not a fault of the page.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(message.text());
        }
      });
      visit = visitOf(page, view);
    });
    afterEach(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    afterAll(() => browser.close());

    block(() => visit);
  });
}
