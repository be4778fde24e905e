import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

/** A concern that somebody writes down beside the pages. */
async function registered(page: Page, username: string, title: string) {
  const token = await tokenOf(page, username);
  const categories = await read(page, token, '/ledger-categories');
  const answer = await page.request.post(`${api()}/ledger-entries`, {
    headers: { Authorization: `Bearer ${token}` },
    data: {
      channel: 'phone',
      submitter_kind: 'parent',
      disclosure: 'anonymous',
      category_id: categories.items[0].id,
      title,
      content: '家长反映午餐送到教学点时已经凉了，希望学校想办法保温。',
    },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; number: string };
}

describeViews('what runs by the clock', (visit, view) => {
  it('tells of a step in the inbox until one has looked', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible, theme, shoot } = here;
    const entry = await registered(page, 'teacher2', `通知测试：饭菜偏凉（${view}）`);
    await logIn('office');
    await goto('/inbox?unread=true');
    await page
      .getByText(/登记了民情，轮到你办理/)
      .first()
      .waitFor();
    await expectAccessible();
    await shoot('inbox');
    await theme('dark');
    await expectAccessible();
    const office = await tokenOf(page, 'office');
    const unread = async () =>
      (await read(page, office, `/notices?unread=true&object_id=${entry.id}`)).items.length as number;
    expect(await unread()).toBe(1);
    await page.getByText(entry.number).first().waitFor();
    await goto(`/ledger/${entry.id}`);
    await expect.poll(unread).toBe(0);
    await registered(page, 'teacher2', `通知测试：又凉了（${view}）`);
    await goto('/inbox?unread=true');
    await button(page, '全部标为已读').click();
    await page.getByText('已全部标为已读').waitFor();
    await goto('/inbox');
    await expectAccessible();
  });

  it('follows an entry and answers it with a template of the school', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const entry = await registered(page, 'teacher2', `模板测试：饭菜偏凉（${view}）`);
    await logIn('office');
    await goto(`/ledger/${entry.id}`);
    await button(page, '关注').click();
    await button(page, '已关注').waitFor();
    await button(page, '受理').click();
    await button(page, '确认受理').click();
    await page.getByText('已受理。').waitFor();
    await button(page, '当场办结').click();
    const dialog = page.getByRole('dialog', { name: '当场办结' });
    await dialog.getByLabel('套用模板').selectOption({ index: 1 });
    const reply = await dialog.getByRole('textbox', { name: '给反映人的答复' }).inputValue();
    expect(reply).toContain(entry.number);
    expect(reply).not.toContain('{');
    await expectAccessible();
    await page.keyboard.press('Escape');
    await goto('/ledger?followed=true');
    await page.getByText(entry.number).first().waitFor();
  });

  it('keeps a view of the ledger and shares it with the school', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const name = view === 'phone' ? '手机上的急件' : '桌面上的急件';
    await logIn('office');
    await goto('/ledger?urgency=urgent&sort=due_at');
    await button(page, '保存当前筛选').click();
    await page.getByRole('textbox', { name: '名称' }).fill(name);
    await page.getByRole('checkbox', { name: /全体教职工共享/ }).check();
    await expectAccessible();
    await button(page, '保存').click();
    await page.getByRole('list', { name: '常用视图' }).getByText(name).waitFor();

    await become(here, 'teacher2');
    await goto('/ledger?state=closed');
    await button(page, name).click();
    await page.waitForURL((url) => url.searchParams.get('urgency') === 'urgent');
    expect(new URL(page.url()).searchParams.has('state')).toBe(false);
    await expectAccessible();

    await become(here, 'office');
    await goto('/ledger');
    await button(page, '管理常用视图').click();
    await expectAccessible();
    await button(page, `删除 ${name}`).click();
    await page.getByText('视图已删除').waitFor();
  });

  it('changes the limits of a category and keeps their history', async () => {
    const { page, goto, logIn, expectAccessible, theme, shoot } = visit();
    await logIn('office');
    await goto('/categories');
    await expectAccessible();
    await shoot('categories');
    await button(page, '修改时限 收费').click();
    await page.getByLabel('一般（天）').fill('99');
    await button(page, '保存').click();
    await page.getByText('一般（天）应在 1 至 60 之间').waitFor();
    await page.getByLabel('一般（天）').fill(view === 'phone' ? '9' : '10');
    await expectAccessible();
    await button(page, '保存').click();
    await page.getByText('已保存').waitFor();
    await button(page, '沿革 收费').click();
    const history = page.getByRole('dialog');
    await history.getByText('系统自带').waitFor();
    await history.getByText(/设定/).first().waitFor();
    await expectAccessible();
    await page.keyboard.press('Escape');
    await theme('dark');
    await expectAccessible();
  });

  it('writes templates for moves beside the phrases for records', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('office');
    await goto('/phrases?purpose=reply');
    await page.getByText(/收悉。经核实/).waitFor();
    await expectAccessible();
    await button(page, '添加常用语').click();
    await page.getByRole('textbox', { name: '模板内容' }).fill(`答复（${view}）：`);
    await button(page, '插入 {编号}').click();
    await expectAccessible();
    await button(page, '保存').click();
    await page.getByText(`答复（${view}）：{编号}`).waitFor();
    await button(page, '导出').click();
    await expectAccessible();
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Excel · 名称').click()]);
    expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  });
});
