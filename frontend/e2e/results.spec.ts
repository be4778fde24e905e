import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';
import { publishedRound } from './support/evaluation';

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

describeViews('results of an evaluation', (visit, view) => {
  it('explain every number, are objected to, and corrected by another', { timeout: 90_000 }, async () => {
    const here = visit();
    const { page, goto, logIn, theme, expectAccessible, expectContrast, shoot } = here;
    const id = await publishedRound(page, `年度考评（${view}）`);

    await logIn('office');
    await goto(`/evaluation/${id}`);
    await page.getByRole('link', { name: '查看结果' }).click();
    await page.getByText('不是名次').waitFor();
    await page.getByText('教职工测评票数不足，未计入').first().waitFor();
    await shoot('results');
    await expectAccessible();
    await theme('dark');
    await expectContrast();
    await theme('light');
    await page.getByRole('link', { name: /组织考评 100.0000/ }).click();
    await page.getByText('总分的算法').waitFor();
    const part = page.getByRole('region', { name: '组织考评' });
    await part.locator('summary').filter({ hasText: '领导小组考评' }).click();
    await part.getByText('深入基层 100.0000').waitFor();
    await shoot('result');
    await expectAccessible();
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '打印告知书')]);
    expect(download.suggestedFilename()).toMatch(/^考评结果告知书.*\.pdf$/);

    const own = await read(page, await tokenOf(page, 'principal'), '/own-evaluation-results');
    const result = own.items.find((one: { round_id: string }) => one.round_id === id);
    await become(here, 'principal');
    await goto('/evaluation/results');
    await expectAccessible();
    await goto(`/evaluation/results/${result.id}`);
    await page.getByText('考核表不足三份').first().waitFor();
    await press(page, '申请复核');
    await dialog(page).getByRole('button', { name: '申请复核' }).click();
    await dialog(page).getByText('至少五个字').waitFor();
    await dialog(page).getByLabel('申请内容').fill('住校天数与实际不符，请核对考核表。');
    await expectAccessible();
    await dialog(page).getByRole('button', { name: '申请复核' }).click();
    await page.getByRole('link', { name: '看复核申请' }).click();
    await page.getByText('待复核').first().waitFor();
    await expectAccessible();
    const { pathname } = new URL(page.url());

    await become(here, 'office');
    await goto(pathname);
    await press(page, '更正结果');
    await dialog(page).getByLabel('复核结论').fill('经核实，一份考核表应当回避，不予计入。');
    await dialog(page).getByRole('button', { name: '更正结果' }).click();
    await dialog(page).getByText('请选不计入的考核表，或直接定等次').waitFor();
    await dialog(page).getByRole('checkbox').first().check();
    await dialog(page)
      .getByRole('textbox', { name: /^为什么不计入/ })
      .fill('与被考核人有亲属关系');
    await expectAccessible();
    await dialog(page).getByRole('button', { name: '更正结果' }).click();
    await page.getByText('已更正').first().waitFor();
    await page.getByRole('link', { name: /的考评结果$/ }).click();
    await page.getByRole('link', { name: '第 1 次' }).click();
    await page
      .getByRole('link', { name: '第 1 次', exact: true })
      .and(page.locator('[aria-current]'))
      .waitFor();
    await expectAccessible();
    await goto('/evaluation/objections');
    await expectAccessible();
  });
});
