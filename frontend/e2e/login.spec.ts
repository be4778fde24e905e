import { expect, it } from 'vitest';
import { describeViews } from './support/browser';

describeViews('logging in', (visit) => {
  it('sends a stranger to the login page and is accessible in both themes', async () => {
    const { page, goto, expectAccessible, theme } = visit();
    await goto('/help');
    expect(new URL(page.url()).pathname).toBe('/login');
    expect(new URL(page.url()).searchParams.get('next')).toBe('/help');
    await expectAccessible();
    await theme('dark');
    await expectAccessible();
  });

  it('says what is missing, and refuses a wrong password without naming which part is wrong', async () => {
    const { page, goto } = visit();
    await goto('/login');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('请填写账号').waitFor();
    await page.getByLabel('账号').fill('nobody');
    await page.getByLabel('密码', { exact: true }).fill('Wrong-password-1');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('账号').inputValue()).toBe('nobody');
  });

  it('speaks English when asked, also after a reload', async () => {
    const { page, goto } = visit();
    await goto('/login');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('leads a person in, survives a reload, and out again', async () => {
    const { page, goto, logIn, expectAccessible, view } = visit();
    await logIn('principal');
    await goto('/help');
    await page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
    await expectAccessible();
    if (view === 'phone') await page.getByRole('button', { name: '更多' }).click();
    else await page.getByRole('button', { name: /账号与设置/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL((url) => url.pathname === '/login');
  });
});
