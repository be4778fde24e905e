import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeViews } from './support/browser';

describeViews('paper', (visit) => {
  it('prints a blank form, and keys in what was written on it', async () => {
    const { page, goto, logIn, expectAccessible, shoot } = visit();
    await logIn('office');
    await goto('/blank-forms');
    await page.getByRole('heading', { name: '民情登记表' }).waitFor();
    await expectAccessible();
    await shoot('blank-forms');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '打印', exact: true }).first().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^民情登记表 .+\.pdf$/);
    expect((await readFile(await download.path())).subarray(0, 4).toString('latin1')).toBe('%PDF');

    await page.getByRole('link', { name: '去录入 民情登记表' }).click();
    const row = page.getByRole('main').locator('[data-row]').first();
    await row.getByLabel('反映了什么').fill('村口到学校的路灯坏了三盏，孩子晚上看不清路。');
    await page.getByRole('button', { name: '提交 1 条' }).click();
    await page.getByText('请选择类别').waitFor();
    await expectAccessible();
    await row.getByLabel('类别').selectOption({ label: '安全' });
    await row.getByLabel('公开方式').selectOption({ index: 2 });
    await page.getByRole('button', { name: '提交 1 条' }).click();
    await page.getByText('这一批已提交 1 条。').waitFor();
  });

  it('shows a bureau its schools side by side', async () => {
    const { page, goto, logIn, expectAccessible, theme, shoot } = visit();
    await logIn('bureau');
    await goto('/school-overview');
    await page.getByText('不排名').waitFor();
    await expectAccessible();
    await shoot('school-overview');
    await theme('dark');
    await expectAccessible();
    await page.getByRole('link', { name: /^登记/ }).first().click();
    await page.waitForURL(/\/ledger\?unit_id=/);
  });
});
