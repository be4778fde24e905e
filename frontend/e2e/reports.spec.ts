import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeViews } from './support/browser';

/** The bytes of what a button saves, and its name. */
async function saved(page: Page, button: string): Promise<{ name: string; head: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  const content = await readFile(await download.path());
  return { name: download.suggestedFilename(), head: content.subarray(0, 4).toString('latin1') };
}

describeViews('reports', (visit) => {
  it('drafts a report from the records, is edited, counted anew, frozen and printed', async () => {
    const { page, goto, logIn, theme, expectAccessible, shoot } = visit();
    await logIn('office');
    await goto('/reports');
    await expectAccessible();
    await page
      .getByRole('link', { name: /生成报告/ })
      .first()
      .click();
    await page.getByRole('radio', { name: /^民情报告/ }).check();
    await page.getByLabel('单位').selectOption({ label: '腊脚完小' });
    const make = page.getByRole('button', { name: '生成草稿' });
    await expect.poll(() => make.isEnabled()).toBe(true);
    await expectAccessible();
    await make.click();
    await page.getByRole('heading', { name: /腊脚完小民情报告/ }).waitFor();

    const overview = page.getByRole('region', { name: '总体情况' });
    await overview.getByText(/^依据/).click();
    await overview.getByRole('link').first().waitFor();
    const problems = page.getByRole('textbox', { name: '存在的问题' });
    await problems.fill('放学时校门口仍然拥堵。');
    await page.getByText(/草稿已存在本机/).waitFor();
    expect(await page.getByRole('button', { name: '定稿' }).isDisabled()).toBe(true);
    await page.reload();
    await problems.waitFor();
    await expect.poll(() => problems.inputValue()).toBe('放学时校门口仍然拥堵。');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').first().waitFor();
    await shoot('report-draft');
    await expectAccessible();
    await theme('dark');
    await expectAccessible();

    await page.getByRole('button', { name: '更新数据' }).click();
    const counted = page.getByRole('dialog');
    await counted.getByText(/数据/).first().waitFor();
    await page.keyboard.press('Escape');
    await counted.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '定稿' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '定稿' }).click();
    await page.getByText('已定稿').first().waitFor();
    await page.getByText(/定稿$/).first().waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await expectAccessible();

    const form = await saved(page, '打印 PDF');
    expect(form.head).toBe('%PDF');
    expect(form.name).toContain('腊脚完小民情报告');
    expect((await saved(page, '下载 Word')).head.slice(0, 2)).toBe('PK');
  });

  it('prints the official form of a record', async () => {
    const { page, goto, logIn } = visit();
    await logIn('teacher2');
    await goto('/activities');
    await page.getByRole('main').getByRole('link').filter({ hasText: /家/ }).first().click();
    await page.getByRole('button', { name: '打印 PDF' }).waitFor();
    const form = await saved(page, '打印 PDF');
    expect(form.head).toBe('%PDF');
    expect(form.name).toMatch(/\.pdf$/);
  });
});
