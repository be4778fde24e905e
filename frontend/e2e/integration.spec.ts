import { expect, it } from 'vitest';
import { api } from './support/api';
import { describeViews } from './support/browser';

describeViews('other systems', (visit, view) => {
  it('lets the administrator give a system a secret, which works, and take it away', async () => {
    const { page, goto, logIn, expectAccessible, shoot } = visit();
    const name = `平台 ${view}`;
    await logIn('admin');
    await goto('/integration');
    await expectAccessible();
    await shoot('integration');
    await page.getByRole('button', { name: '新建系统账号' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('系统名称').fill(name);
    await dialog.getByRole('checkbox', { name: '师生花名册' }).check();
    await expectAccessible();
    await dialog.getByRole('button', { name: '建立并生成密钥' }).click();

    await page.getByRole('heading', { level: 1, name: `密钥 · ${name}` }).waitFor();
    await expectAccessible();
    await shoot('integration-secret');
    const [client_id = '', client_secret = ''] = await page.locator('dd code').allTextContents();
    const form = { grant_type: 'client_credentials', client_id, client_secret };
    const token = await page.request.post(`${api()}/../../oauth/token`, { form });
    expect(token.status()).toBe(200);
    await page.getByRole('button', { name: '已交给对方，返回' }).click();

    await page.getByRole('link', { name }).first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText(client_secret.slice(0, 8)).waitFor();
    await expectAccessible();
    await shoot('integration-system');
    await page.getByRole('button', { name: /^作废 lxs_/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '作废', exact: true }).click();
    await page.getByText('没有可用密钥').waitFor();
    const refused = await page.request.post(`${api()}/../../oauth/token`, { form });
    expect(refused.status()).toBe(401);
  });

  it('tells the other side how to connect', async () => {
    const { page, goto, logIn, expectAccessible, theme } = visit();
    await logIn('admin');
    await goto('/integration/guide');
    await page.getByRole('heading', { name: 'OneRoster 1.2' }).waitFor();
    await expectAccessible();
    await theme('dark');
    await expectAccessible();
  });
});
