import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeViews, type Visit } from './support/browser';

const people = ['principal', 'office', 'admin', 'teacher2'];

/** Pages that stand behind another one, for whoever sees most. */
const behind = [
  '/duties/staff',
  '/duties/targets?duty_code=home_visit',
  '/liaison/families',
  '/liaison/coverage',
  '/liaison/links',
  '/liaison/targets?scheme=leader_staff',
  '/liaison/loads?scheme=teacher_family',
  '/ledger/new',
  '/ledger/topics',
  '/phrases',
  '/account',
  '/password',
  '/help',
];

/** Where the navigation leads: the bar at the side, or the tabs and what stands under "more". */
async function navigation({ page, view }: Visit, more = '更多'): Promise<string[]> {
  // How much waits behind it is part of its name.
  if (view === 'phone') await page.getByRole('navigation').getByRole('button', { name: more }).click();
  const links = view === 'phone' ? page.locator('nav a, dialog a') : page.locator('nav a');
  const paths = await links.evaluateAll((found) =>
    found.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('href') ?? ''),
  );
  if (view === 'phone') await page.keyboard.press('Escape');
  return [...new Set(paths)];
}

/** Ten rows are as good as twenty-five, and quicker to inspect. */
const short = (path: string) => `${path}?limit=10`;

/** Nothing sticks out of the page, so nothing scrolls sideways. */
async function expectNoOverflow(page: Page) {
  const { content, room } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(content, 'width of the page').toBeLessThanOrEqual(room);
}

/** Every text that is to be seen, piece by piece as the elements have it. */
async function visibleWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words: string[] = [];
    while (walker.nextNode()) {
      const { nodeValue, parentElement } = walker.currentNode;
      if (nodeValue?.trim() && parentElement?.checkVisibility()) words.push(nodeValue);
    }
    return words;
  });
}

async function inspect(visit: Visit, path: string) {
  await visit.goto(path);
  expect(new URL(visit.page.url()).pathname).toBe(path.split('?')[0]);
  expect(await visit.page.getByRole('heading', { level: 1 }).count(), 'first headings').toBe(1);
  await expectNoOverflow(visit.page);
  await visit.expectAccessible();
  await visit.page.emulateMedia({ colorScheme: 'dark' });
  await visit.expectContrast();
  await visit.page.emulateMedia({ colorScheme: 'light' });
}

describeViews('every page', (visit) => {
  it.each(people)('opens in both themes for %s', { timeout: 120_000 }, async (username) => {
    await visit().logIn(username);
    const paths = await navigation(visit());
    expect(paths.length).toBeGreaterThan(5);
    const failed: string[] = [];
    for (const path of [...paths.map(short), ...(username === 'principal' ? behind : [])]) {
      await inspect(visit(), path).catch((error: unknown) => failed.push(`${path}: ${String(error)}`));
    }
    expect(failed).toEqual([]);
  });

  it('opens the first of every list', { timeout: 60_000 }, async () => {
    const { page, goto, logIn, view } = visit();
    await logIn('principal');
    const failed: string[] = [];
    for (const list of ['/ledger', '/activities', '/classes', '/households', '/personnel', '/plan']) {
      await goto(list);
      const rows = page.getByRole('main').getByRole(view === 'phone' ? 'listitem' : 'row');
      const link = rows.locator(`a[href^="${list}/"]`).first();
      const path = (await link.getAttribute('href')) ?? '';
      await inspect(visit(), path).catch((error: unknown) => failed.push(`${path}: ${String(error)}`));
    }
    expect(failed).toEqual([]);
  });

  it('says so where there is none', async () => {
    await visit().logIn('principal');
    for (const path of ['/nothing', '/ledger/nothing/here', '/classes/nothing']) await inspect(visit(), path);
  });

  it('speaks English when asked: all Chinese that is left came as data', { timeout: 60_000 }, async () => {
    const { page, goto, logIn } = visit();
    const data: string[] = [];
    page.on('response', (answer) => {
      if (!answer.headers()['content-type']?.includes('json')) return;
      answer.text().then(
        (text) => data.push(text),
        () => undefined,
      );
    });
    await logIn('principal');
    await page.evaluate(() => localStorage.setItem('lianxin.language', 'en'));
    await goto('/');
    const left: string[] = [];
    for (const path of [...(await navigation(visit(), 'More')), ...behind]) {
      await goto(path);
      await expectNoOverflow(page);
      for (const words of await visibleWords(page)) {
        const [chinese] = /\p{Script=Han}+/u.exec(words.replace('中文', '')) ?? [];
        if (chinese && !data.some((text) => text.includes(chinese))) left.push(`${path}: ${words}`);
      }
    }
    expect(left).toEqual([]);
  });
});
