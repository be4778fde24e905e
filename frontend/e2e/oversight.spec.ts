import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';

const dialog = (page: Page): Locator => page.getByRole('dialog');
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).first().click();
const pick = async (page: Page, label: string, text = '') => {
  const field = page.getByRole('combobox', { name: label });
  await field.click();
  if (text) await field.fill(text);
  await page.getByRole('option').first().click();
};

describeViews('inspections', (visit, view) => {
  it('go from planned to finished, and the inspector reads just what was opened to him', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const title = `消防安全专项督查（${view}）`;
    await logIn('office');
    await goto('/inspections');
    await press(page, '登记督查');
    await press(dialog(page), '保存');
    await dialog(page).getByText('必填').first().waitFor();
    await dialog(page).getByLabel('督查名称').fill(title);
    await dialog(page).getByLabel('督查单位', { exact: false }).first().fill('市消防救援大队');
    await dialog(page).getByRole('textbox', { name: '事项 1' }).fill('消防通道与器材');
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('已登记').first().waitFor();
    await goto('/inspections?state=planned');
    await page.getByRole('link', { name: new RegExp(`消防安全专项督查（${view}）`) }).click();
    await page.getByText('缺少督查事项清单号').waitFor();
    await expectAccessible();
    await press(page, '开始督查');
    await press(dialog(page), '开始督查');
    await page.getByText('已开始').first().waitFor();
    await press(page, '登记发现的问题');
    await dialog(page).getByLabel('存在问题').fill('二楼东侧通道堆放桌椅');
    await dialog(page).getByLabel('整改时限').fill('2027-12-30');
    await press(dialog(page), '保存');
    await page.getByRole('link', { name: /二楼东侧通道堆放桌椅/ }).waitFor();
    await press(page, '结束督查');
    await dialog(page).getByLabel('督查结论').fill('器材齐全，一处通道须清理。');
    await press(dialog(page), '结束督查');
    await page.getByText('器材齐全，一处通道须清理。').first().waitFor();

    await page.getByRole('link', { name: '给督查人员阅览' }).click();
    await page.getByLabel('给谁看').fill('市消防救援大队');
    await pick(page, '选问题整改', '二楼东侧');
    await pick(page, '选民情台账');
    await expectAccessible();
    await press(page, '生成链接');
    await page.getByText('链接和阅览码只在这里显示一次').waitFor();
    const address = await page.getByText(/\/inspection#[0-9A-Z]{16}$/).textContent();
    const code = new URL(address ?? '').hash;
    await expectAccessible();

    await page.context().clearCookies();
    await goto(`/inspection${code}`);
    await page.getByRole('button', { name: /二楼东侧通道堆放桌椅/ }).waitFor();
    expect(page.url()).not.toContain(code);
    await expectAccessible();
    await page.getByRole('button', { name: /二楼东侧通道堆放桌椅/ }).click();
    await page.getByRole('heading', { name: '二楼东侧通道堆放桌椅' }).waitFor();
    await expectAccessible();

    await logIn('office');
    await goto('/inspection-access');
    await page
      .getByRole('link', { name: /市消防救援大队/ })
      .first()
      .click();
    await page.getByText('打开了目录').waitFor();
    await expectAccessible();
    await press(page, '立即停用');
    await press(dialog(page), '立即停用');
    await page.getByText('已停用').first().waitFor();
    await page.context().clearCookies();
    await goto(`/inspection${code}`);
    await page.getByText('打不开：阅览码不对，或已过期、已停用').waitFor();
  });
});

describeViews('publications', (visit, view) => {
  it('are checked for personal data and read by another before everybody reads them', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const title = `校车时刻调整（${view}）`;
    const token = await tokenOf(page, 'office');
    const pupils: { items: { name: string }[] } = await read(page, token, '/students?limit=1');
    const pupil = pupils.items[0]?.name ?? '';
    await logIn('office');
    await goto('/publications');
    await press(page, '起草');
    await dialog(page).getByLabel('公开类别').selectOption('安全管理');
    await dialog(page).getByLabel('标题').fill(title);
    await dialog(page)
      .getByLabel('正文')
      .fill(`早七点发车，${pupil}等同学在校门口上车。联系电话13800001111。`);
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('已存为草稿').first().waitFor();
    await page.getByRole('link', { name: new RegExp(`校车时刻调整（${view}）`) }).click();
    await page.getByText('发现 2 处').waitFor();
    await expectAccessible();
    await press(page, '确需公开');
    await dialog(page).getByLabel('理由').fill('候车代表，监护人已书面同意');
    await press(dialog(page), '保存');
    await page.getByText('发现 1 处').waitFor();
    await press(page, '修改');
    await dialog(page).getByLabel('正文').fill(`早七点发车，${pupil}等同学在校门口上车。`);
    await press(dialog(page), '保存');
    await page.getByText('没有发现需要处理的个人信息').waitFor();

    await become(here, 'principal');
    await goto('/publications?waiting_for_me=true');
    await page.getByRole('link', { name: new RegExp(`校车时刻调整（${view}）`) }).click();
    await press(page, '审核通过');
    await press(dialog(page), '审核通过');
    await page.getByText('已审核').first().waitFor();
    await press(page, '公开');
    await press(dialog(page), '公开');
    await page.getByText('已公开').first().waitFor();

    await page.context().clearCookies();
    await goto('/disclosure');
    await expectAccessible();
    await page.getByRole('link', { name: new RegExp(`校车时刻调整（${view}）`) }).click();
    await page.getByText('早七点发车').waitFor();
    await expectAccessible();
  });
});

describeViews('opinion items', (visit, view) => {
  it('are answered in time and become entries of the ledger', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const summary = `家长议论校门口路灯不亮（${view}）`;
    await logIn('office');
    await goto('/opinions');
    await press(page, '登记舆情');
    await dialog(page).getByLabel('内容摘要').fill(summary);
    await dialog(page).getByLabel('来源').fill('家长微信群');
    await dialog(page).getByLabel('等级').selectOption('较大');
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByRole('link', { name: new RegExp(`校门口路灯不亮（${view}）`) }).click();
    await page.getByText('待回应').first().waitFor();
    await expectAccessible();
    await press(page, '转民情台账');
    await dialog(page).getByLabel('类别').selectOption('设施');
    await press(dialog(page), '转民情台账');
    await page.getByText('已转民情台账').first().waitFor();
    await press(page, '回应');
    await dialog(page).getByLabel('回应').fill('已在群里说明，路灯三天内修好。');
    await press(dialog(page), '回应');
    await page.getByText('已登记回应').waitFor();
    await page.getByRole('link', { name: /-\d{4}-\d{4}/ }).click();
    await page.getByRole('link', { name: /一条舆情/ }).click();
    await page.getByRole('heading', { name: summary }).waitFor();
  });
});
