import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { tokenOf } from './support/api';
import { become, describeViews } from './support/browser';
import { schemeInForce } from './support/evaluation';

const dialog = (page: Page): Locator => page.getByRole('dialog');
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).first().click();

describeViews('evaluation', (visit, view) => {
  it('begins with a scheme that is an example until somebody decides on its numbers', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const title = `本校考评方案（${view}）`;
    await logIn('office');
    await goto('/evaluation/schemes');
    await expectAccessible();
    await press(page, '起草方案');
    await dialog(page).getByLabel('方案名称').fill(title);
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('都是示例', { exact: false }).waitFor();
    await page.getByRole('heading', { name: title }).waitFor();
    await expectAccessible();

    await press(page, '修改评价主体');
    await dialog(page).getByLabel('组织考评权重').fill('七十');
    await press(dialog(page), '保存');
    await dialog(page).getByText('请填数字，最多两位小数').waitFor();
    await dialog(page).getByLabel('组织考评权重').fill('70');
    await dialog(page).getByLabel('群众测评权重').fill('30');
    await dialog(page).getByLabel('最少票数').first().fill('5');
    await press(dialog(page), '保存');
    await dialog(page).getByText('须在 10 至 1000 之间', { exact: false }).first().waitFor();
    await dialog(page).getByLabel('最少票数').first().fill('12');
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('组织考评 70 : 群众测评 30').waitFor();
    expect(await page.getByText('示例', { exact: true }).count()).toBe(0);
    await press(page, '修改维度');
    await expectAccessible();
    await press(dialog(page), '取消');
    await press(page, '修改等次');
    await dialog(page).getByLabel('优秀的最低分').fill('92');
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('优秀：92 分及以上').waitFor();
    await press(page, '修改其他约定');
    await dialog(page).getByLabel('优秀比例（%）').fill('');
    await press(dialog(page), '保存');
    await page.getByText('不限').waitFor();
    await press(page, '施行');
    await press(dialog(page), '施行');
    await page.getByText('已施行').waitFor();
    await page.getByRole('button', { name: '修改维度' }).waitFor({ state: 'detached' });
  });

  it('goes on with a round that says what it lacks until it can be opened', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const title = `干部考评方案（${view}）`;
    const round = `试评一次（${view}）`;
    await schemeInForce(page, await tokenOf(page, 'office'), title);
    await logIn('office');
    await goto('/evaluation');
    await expectAccessible();
    await press(page, '筹备考评');
    await dialog(page).getByLabel('考评名称').fill(round);
    await dialog(page).getByLabel('考评方案').selectOption({ label: title });
    await dialog(page).getByLabel('时段从').fill('2026-09-01');
    await dialog(page).getByLabel('时段到').fill('2027-01-31');
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByRole('heading', { name: round }).waitFor();
    await page.getByText('还没有考评对象').first().waitFor();
    expect(await page.getByRole('button', { name: '启动' }).isDisabled()).toBe(true);
    await expectAccessible();

    await press(page, '选考评对象');
    await press(dialog(page), '按任职带入');
    await dialog(page)
      .getByText(/^1\. .*领导班子$/)
      .waitFor();
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('考评对象已保存').waitFor();
    await press(page, '定考核人');
    for (const [index, group] of ['校领导互评', '领导小组考评'].entries()) {
      await dialog(page).getByRole('combobox', { name: group }).focus();
      await dialog(page).getByRole('listbox', { name: group }).getByRole('option').nth(index).click();
    }
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('考核人已保存').waitFor();

    await page.getByText('还没有截止时间').waitFor();
    await press(page, '启动');
    await dialog(page).getByLabel('截止时间').fill('2036-01-20T18:00');
    await expectAccessible();
    await press(dialog(page), '启动');
    await page.getByText('已启动').waitFor();
    await page.getByText('截止时间（只能延后）', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: '选考评对象' }).count()).toBe(0);
    await expectAccessible();
    await press(page, '延期');
    await dialog(page).getByLabel('截止时间').fill('2036-01-19T18:00');
    await press(dialog(page), '延期');
    await dialog(page).getByText('须晚于原来的截止时间').first().waitFor();
    await dialog(page).getByLabel('截止时间').fill('2036-01-22T18:00');
    await press(dialog(page), '延期');
    await page.getByText('已延期').waitFor();

    // Whoever takes no part in it sees neither the round nor a way to hold one.
    await become(here, 'teacher2');
    await goto('/evaluation');
    expect(await page.getByRole('button', { name: '筹备考评' }).count()).toBe(0);
    expect(await page.getByText(round).count()).toBe(0);
    await expectAccessible();
  });
});
