import { it } from 'vitest';
import { become, describeViews } from './support/browser';

describeViews('the pictures of the README', (visit, view) => {
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
    // Ids begin with the time of their making: 0 for a long time to come.
    await page.getByRole('main').locator('a[href^="/ledger/0"]').first().click();
    const steps = page.getByRole('list', { name: '办理过程' });
    await steps.waitFor();
    // The phone shows half of it at once: the half with what was done.
    if (view === 'phone') await steps.evaluate((list) => list.scrollIntoView({ block: 'end' }));
    await shoot('ledger-entry');
  });

  it('show who is tied to whom, and who has nobody', async () => {
    const { page, goto, logIn, shoot } = visit();
    await logIn('office');
    await goto('/liaison?scheme=leader_staff');
    await page.getByLabel('单位').selectOption({ label: '者力完小' });
    await page.waitForURL((url) => url.searchParams.has('unit_id'));
    await goto(new URL(page.url()).pathname + new URL(page.url()).search);
    await shoot('liaison');
    if (view === 'phone') return;
    await goto('/liaison/coverage');
    await shoot('coverage');
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
