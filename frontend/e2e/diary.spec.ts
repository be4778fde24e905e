import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { become, describeViews } from './support/browser';

/** A red square, as small as a picture can be. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGM4ISeCFTEMLQkAmTA+gRG2Z04AAAAASUVORK5CYII=',
  'base64',
);

async function remark(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: '写今天的随笔' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('随笔').fill(words);
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
}

describeViews('the diary', (visit) => {
  it('shows a visit with its picture and phrase, and a remark for oneself', async () => {
    const { page, goto, logIn, expectAccessible, theme } = visit();
    await logIn('teacher2');
    await goto('/record?kind=home_visit');
    await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('button', { name: '+ 奶奶在家照看，父母春节回来' }).click();
    expect(await page.getByLabel('交流记录').inputValue()).toContain('父母春节回来。');
    await page
      .getByLabel('添加照片或文件')
      .setInputFiles({ name: '书桌.png', mimeType: 'image/png', buffer: PICTURE });
    await page.getByText('书桌.png').waitFor();
    await expectAccessible();
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('heading', { name: /^已提交/ }).waitFor();
    const id = new URL(page.url()).searchParams.get('done') ?? '';
    await page.getByRole('button', { name: '查看 书桌.jpg' }).click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.keyboard.press('Escape');

    await goto('/diary');
    const today = page.getByRole('main').getByRole('region').first();
    await today.getByText('父母春节回来').first().waitFor();
    await remark(page, '孩子送到村口，下次带本书去。');
    await today.getByText('下次带本书去').waitFor();
    await expectAccessible();
    await theme('dark');
    await expectAccessible();
    await page.getByRole('searchbox').fill('带本书');
    await page.getByRole('searchbox').press('Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /搜索结果/ })
      .waitFor();
    await page.getByText('下次带本书去').waitFor();

    // Nobody else reads the remark; the picture goes before the record is made void.
    await goto('/diary');
    await remark(page, '');
    expect(await page.getByText('下次带本书去').count()).toBe(0);
    await goto(`/activities/${id}`);
    await page.getByRole('button', { name: '删除附件 书桌.jpg' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click();
    await page.getByRole('button', { name: '查看 书桌.jpg' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '作废', exact: true }).click();
    await page.getByRole('dialog').getByLabel('原因').fill('测试记录');
    await page.getByRole('dialog').getByRole('button', { name: '作废', exact: true }).click();
    await page.getByText('作废原因：测试记录').first().waitFor();
  });

  it('keeps a phrase and offers it in the next record', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('teacher2');
    await goto('/phrases?kind=home_visit');
    await page.getByRole('button', { name: '添加常用语' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('已借给孩子一本故事书');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expectAccessible();
    await goto('/record?kind=home_visit');
    await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('button', { name: '+ 已借给孩子一本故事书' }).click();
    expect(await page.getByLabel('交流记录').inputValue()).toBe('已借给孩子一本故事书。');
    await goto('/phrases');
    await page.getByRole('button', { name: '删除 已借给孩子一本故事书' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click();
    await page.getByText('已借给孩子一本故事书').first().waitFor({ state: 'detached' });
  });
});

describeViews('files of pupils with potential', (visit) => {
  it('are kept by those who support the pupil, and do not exist for the principal', async () => {
    const { page, goto, logIn, expectAccessible, view } = visit();
    await logIn('teacher2');
    await goto('/pupil-files?open=true');
    await expectAccessible();
    const rows = page.getByRole('main').getByRole(view === 'phone' ? 'listitem' : 'row');
    const path = (await rows.locator('a[href^="/pupil-files/"]').first().getAttribute('href')) ?? '';
    await goto(path);
    await page.getByRole('button', { name: '添加阶段', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('阶段目标').fill('每天读十分钟书');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('每天读十分钟书').first().waitFor();
    await expectAccessible();
    await page.getByRole('button', { name: '修改阶段：每天读十分钟书' }).click();
    await dialog.getByLabel('成效').selectOption({ label: '有进步' });
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('请填写').waitFor();
    await dialog.getByLabel('小结').fill('一周读完两本。');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('一周读完两本。').waitFor();
    await page.getByRole('button', { name: '删除阶段：每天读十分钟书' }).click();
    await dialog.getByRole('button', { name: '删除', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByText('每天读十分钟书').count()).toBe(0);

    // The principal does not teach this class: for him there is no such file.
    await become(visit(), 'principal');
    await goto('/pupil-files');
    expect(await page.locator(`a[href="${path}"]`).count()).toBe(0);
    await goto(path);
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('建档原因').count()).toBe(0);
  });
});
