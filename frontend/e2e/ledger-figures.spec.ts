import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeViews } from './support/browser';

/** The first bytes of what a button saves, and its name. */
async function saved(page: Page, button: string): Promise<{ name: string; head: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  const content = await readFile(await download.path());
  return { name: download.suggestedFilename(), head: content.subarray(0, 4).toString('latin1') };
}

describeViews('the ledger in numbers', (visit) => {
  it('shows rates with their counts, by unit and month, and every count opens its list', async () => {
    const { page, goto, logIn, expectAccessible, theme, shoot } = visit();
    await logIn('office');
    await goto('/ledger');
    await page.getByRole('link', { name: '统计', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '民情统计' }).waitFor();
    await page.getByRole('region', { name: '各环节停留时间' }).waitFor();
    await shoot('ledger-stats');
    await expectAccessible();
    await page.getByRole('button', { name: '按月份' }).click();
    await page.waitForURL((url) => url.searchParams.get('group_by') === 'month');
    await expectAccessible();
    await theme('dark');
    await expectAccessible();
    await page
      .getByRole('link', { name: /^解决率，分子/ })
      .first()
      .click();
    await page.waitForURL(
      (url) => url.pathname === '/ledger' && url.searchParams.get('outcome') === 'resolved',
    );
    await page.getByRole('heading', { level: 1, name: '民情台账' }).waitFor();
  });

  it('prints the official list and the sheets of an entry', async () => {
    const { page, goto, logIn, view } = visit();
    await logIn('office');
    if (view !== 'phone') {
      await goto('/ledger?state=replied');
      const list = await saved(page, '打印台账');
      expect(list.head).toBe('%PDF');
      expect(list.name).toMatch(/^民情台账.*\.pdf$/);
      const book = await saved(page, '台账 Excel');
      expect([book.head, book.name.endsWith('.xlsx')]).toEqual(['PK\u0003\u0004', true]);
    }
    await goto('/ledger?state=closed');
    const row =
      view === 'phone'
        ? page.getByRole('listitem').getByRole('link').first()
        : page.getByRole('row').getByRole('link').first();
    await row.click();
    expect((await saved(page, '办理表')).head).toBe('%PDF');
    expect((await saved(page, '回访单')).name).toMatch(/^民情回访单/);
  });

  it('draws what is called once more, and notes what was said', async () => {
    const { page, goto, logIn, expectAccessible, shoot } = visit();
    await logIn('principal');
    await goto('/ledger/checks');
    await page.getByRole('heading', { level: 1, name: '抽查回访' }).waitFor();
    await expectAccessible();
    await page
      .getByRole('link', { name: /中心小学/ })
      .first()
      .click();
    const call = page.getByRole('button', { name: /^回访 / }).first();
    await call.waitFor();
    await expectAccessible();
    await call.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('可以这样说').waitFor();
    await dialog.getByRole('radio', { name: '基本满意' }).check();
    await expectAccessible();
    await shoot('ledger-check');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('已记录回访').first().waitFor();
  });

  it('keeps a hearing, and tells the office who looked at an identity', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('office');
    await goto('/ledger/looks');
    await page.getByRole('heading', { level: 1, name: '查看反映人记录' }).waitFor();
    await expectAccessible();
  });
});
