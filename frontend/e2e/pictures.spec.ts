import { it } from 'vitest';
import { become, describeViews } from './support/browser';

describeViews('the pictures of the README', (visit) => {
  it('show my day', async () => {
    const { logIn, shoot, theme } = visit();
    await logIn('logistics');
    await shoot('my-day');
    await theme('dark');
    await shoot('my-day');
  });

  it('show the ledger and how an entry went', async () => {
    const { page, goto, logIn, shoot } = visit();
    await logIn('office');
    await goto('/ledger');
    await shoot('ledger');
    await goto('/ledger?state=closed&outcome=resolved&q=午餐');
    await page.getByRole('main').locator('a[href^="/ledger/"]:not([href="/ledger/new"])').first().click();
    await page.getByRole('list', { name: '办理过程' }).waitFor();
    await shoot('ledger-entry');
  });

  it('show who is tied to whom, and who has nobody', async () => {
    const { goto, logIn, shoot } = visit();
    await logIn('office');
    await goto('/liaison');
    await shoot('liaison');
    await goto('/liaison/coverage');
    await shoot('coverage');
    await goto('/imports');
    await shoot('imports');
  });

  it('show a home visit being written, and the duties it counts for', async () => {
    const { page, goto, logIn, shoot } = visit();
    await logIn('teacher2');
    await goto('/record?kind=home_visit');
    await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
    await page.getByLabel('交流记录').fill('奶奶在家照看，孩子作业能按时完成。家长希望学校开放图书角。');
    await page.getByText(/草稿已存在本机/).waitFor();
    await shoot('record-home-visit');
    await become(visit(), 'vice1');
    await goto('/duties');
    await shoot('duties');
  });
});
