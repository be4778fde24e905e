import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

describeViews('results of an evaluation', (visit) => {
  it('explain every number to those who answer for the round', async () => {
    const { page, goto, logIn, theme, expectAccessible, expectContrast, shoot } = visit();
    const token = await tokenOf(page, 'office');
    const rounds: { items: { id: string }[] } = await read(page, token, '/evaluation-rounds?state=published');
    const id = rounds.items[0]?.id ?? '';
    await logIn('office');
    await goto(`/evaluation/${id}/results`);
    await page.getByText('不是名次').waitFor();
    await page.getByText(/未计入/).first().waitFor();
    await shoot('results');
    await expectAccessible();
    await theme('dark');
    await expectContrast();
    await theme('light');
    await page
      .getByRole('link', { name: /群众测评/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /的考评结果$/ }).waitFor();
    await page.getByText('总分的算法').waitFor();
    await page.getByRole('region', { name: '群众测评' }).locator('summary').first().click();
    await page
      .getByText(/优秀 \d+/)
      .first()
      .waitFor();
    await shoot('result');
    await expectAccessible();
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '打印告知书')]);
    expect(download.suggestedFilename()).toMatch(/^考评结果告知书.*\.pdf$/);
  });

  it('are read by whom they are about, objected to and decided by another', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const token = await tokenOf(page, 'principal');
    const own: { items: { id: string; may_object: boolean }[] } = await read(
      page,
      token,
      '/own-evaluation-results',
    );
    const result = own.items.find((one) => one.may_object);
    expect(result, 'a result of the principal that was not objected to yet').toBeTruthy();
    await logIn('principal');
    await goto('/evaluation/results');
    await expectAccessible();
    await goto(`/evaluation/results/${result?.id}`);
    await press(page, '申请复核');
    await press(page, '申请复核');
    await dialog(page).getByLabel('申请内容').fill('住校天数与实际不符，请核对考核表。');
    await expectAccessible();
    await dialog(page).getByRole('button', { name: '申请复核' }).click();
    await page.getByRole('link', { name: '看复核申请' }).click();
    await page.getByText('待复核').first().waitFor();
    await expectAccessible();
    const address = page.url();

    await become(here, 'office');
    await goto(new URL(address).pathname);
    await press(page, '更正结果');
    await dialog(page).getByLabel('复核结论').fill('经核实，按规定定为称职。');
    await dialog(page).getByRole('button', { name: '更正结果' }).click();
    await dialog(page).getByText('请选不计入的考核表，或直接定等次').waitFor();
    await dialog(page).getByLabel('直接定等次').selectOption('称职');
    await expectAccessible();
    await dialog(page).getByRole('button', { name: '更正结果' }).click();
    await page.getByText('已更正').first().waitFor();
    await page.getByRole('link', { name: /的考评结果$/ }).click();
    await page.getByText('历次结果').first().waitFor();
    await page.getByRole('link', { name: '第 1 次' }).click();
    await page.getByText('现行').waitFor();
    await expectAccessible();
  });
});
