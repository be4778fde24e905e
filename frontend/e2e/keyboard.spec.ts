import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeView } from './support/browser';

const path = (page: Page) => new URL(page.url()).pathname;

/** Marks each control of the page that Tab reaches, until it comes round. */
async function tabThrough(page: Page): Promise<void> {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press('Tab');
    const round = await page.evaluate((now) => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement) || at === document.body) return false;
      const before = at.dataset.reached;
      at.dataset.reached = String(now);
      // A date takes several steps: its year, its month and its day.
      return before !== undefined && Number(before) !== now - 1;
    }, step);
    if (round) return;
  }
  throw new Error('Tab does not come round in 150 steps');
}

/** The controls of a page's content that Tab has not reached; of radios in a group it reaches one. */
async function unreached(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'main :is(a[href], button, input, select, textarea, summary):not(:disabled, [type=radio])',
    );
    return [...controls]
      .filter((one) => one.checkVisibility() && !('reached' in one.dataset))
      .map((one) => one.outerHTML.slice(0, 120));
  });
}

describeView('desk', 'the keyboard', (visit) => {
  it('searches, walks and opens a list, and Esc leads back to it', async () => {
    const { page, goto, logIn } = visit();
    await logIn('office');
    await goto('/ledger');
    const rows = page.locator('tbody tr');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await rows.nth(1).getAttribute('data-active')).toBe('true');
    const second = await rows.nth(1).getByRole('link').getAttribute('href');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: '办理过程' }).waitFor();
    expect(path(page)).toBe(second);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.pathname === '/ledger');

    await page.keyboard.press('/');
    await page.keyboard.type('食堂');
    await page.waitForURL((url) => url.searchParams.get('q') === '食堂');
    expect(await page.getByRole('searchbox').inputValue(), 'the slash is no part of the search').toBe('食堂');
  });

  it('goes to any page by Ctrl K, and Esc closes what is open', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('teacher2');
    await goto('/');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('combobox', { name: '输入要去的页面或操作…' });
    await palette.waitFor();
    await expectAccessible();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('职责');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/duties');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor();
    await expectAccessible();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('reaches everything in the form of a home visit by Tab', async () => {
    const { page, goto, logIn } = visit();
    await logIn('teacher2');
    await goto('/record?kind=home_visit');
    const family = page.getByRole('main').getByRole('listitem').getByRole('button').first();
    await family.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('交流记录').waitFor();
    for (const fold of await page.locator('main details:not([open]) summary').all())
      await fold.press('Enter');
    await tabThrough(page);
    expect(await unreached(page)).toEqual([]);
  });
});
