import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, tokenOf } from './support/api';
import { describeViews } from './support/browser';

const dialog = (page: Page): Locator => page.getByRole('dialog');
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).first().click();

describeViews('webhooks', (visit, view) => {
  it('are made, tried, paused and removed, and say why a message was not taken', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const system = `推送测试平台（${view}）`;
    const made = await page.request.post(`${api()}/service-accounts`, {
      headers: { Authorization: `Bearer ${await tokenOf(page, 'admin')}` },
      data: { name: system, scopes: ['roster:read'] },
    });
    expect(made.status()).toBe(201);

    await logIn('admin');
    await goto('/integration/webhooks');
    await expectAccessible();
    await press(page, '新增推送地址');
    await press(dialog(page), '新增并生成密钥');
    await dialog(page).getByText('必填').first().waitFor();
    await dialog(page).getByLabel('系统账号').selectOption({ label: system });
    await dialog(page).getByRole('textbox', { name: '名称' }).fill(`花名册（${view}）`);
    const address = dialog(page).getByRole('textbox', { name: '推送地址' });
    await address.fill('https://10.0.0.8/hook');
    await dialog(page).getByLabel('推送哪些变化').selectOption('some');
    await press(dialog(page), '学生');
    await press(dialog(page), '新增并生成密钥');
    await dialog(page).getByText('这是内部网络的地址').first().waitFor();
    await expectAccessible();
    await address.fill('https://hooks.example.invalid/in');
    await press(dialog(page), '新增并生成密钥');
    await page
      .getByText(/^whsec_/)
      .first()
      .waitFor();
    await expectAccessible();
    await press(page, '我已妥善保存');
    await page.getByRole('link', { name: new RegExp(`花名册（${view}）`) }).click();
    await press(page, '发测试消息');
    await page.getByRole('link', { name: /测试消息/ }).click();
    await dialog(page).getByText('域名无法解析').waitFor({ timeout: 30_000 });
    await expectAccessible();
    await press(dialog(page), '关闭');
    await page.getByText(/起一直没有送达/).waitFor({ timeout: 15_000 });
    await press(page, '暂停');
    await press(dialog(page), '暂停');
    await page.getByText(/起已暂停/).waitFor();
    await expectAccessible();
    await press(page, '删除');
    await press(dialog(page), '删除');
    await page.getByText('已删除').first().waitFor();
    // A name that does not exist may take its resolver a while to give up on.
  }, 90_000);
});
