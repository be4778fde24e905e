import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';

type Progress = { duty: { id: string; title: string; metric: string }; state: string };

const dialog = (page: Page): Locator => page.getByRole('dialog');
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).first().click();

/** A deliverable that somebody has not got accepted yet. */
async function open(page: Page, username: string): Promise<Progress['duty']> {
  const progress: { items: Progress[] } = await read(page, await tokenOf(page, username), '/duty-progress');
  const found = progress.items.find((item) => item.duty.metric === 'deliverable' && item.state !== 'met');
  if (!found) throw new Error(`${username} has handed in everything`);
  return found.duty;
}

describeViews('study', (visit, view) => {
  it('hands in one of the five ones, and it counts when the office accepts it', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const duty = await open(page, 'vice1');
    const title = `听家长把话说完（${view}）`;
    await logIn('vice1');
    await goto('/study');
    await page.getByRole('article').nth(3).waitFor();
    await expectAccessible();
    await press(page, `提交 ${duty.title}`);
    await dialog(page).getByLabel('标题').fill(title);
    await dialog(page).getByLabel('内容或体会').fill('走了十户人家，最大的体会是先听完再说。');
    await expectAccessible();
    await press(dialog(page), '提交');
    await page.getByText('已提交，等待认可').waitFor();

    await become(here, 'office');
    await goto('/study/completions?waiting_for_me=true');
    await expectAccessible();
    await page.getByRole('link', { name: new RegExp(`听家长把话说完（${view}）`) }).click();
    await press(page, '认可');
    await press(dialog(page), '认可');
    await page.getByText('已认可').first().waitFor();

    await become(here, 'vice1');
    await goto('/study');
    const entry = page.getByRole('listitem').filter({ hasText: duty.title });
    await entry.getByText('已完成 1/1').waitFor();
    await entry.getByRole('link').click();
    await page.waitForURL((url) => url.searchParams.get('duty_id') === duty.id);
    await page.getByRole('link', { name: new RegExp(`听家长把话说完（${view}）`) }).waitFor();
  });
});

describeViews('findings', (visit, view) => {
  it('go from the first word to being verified by somebody else', async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const what = `家长会上家长很少发言（${view}）`;
    await logIn('vice1');
    await goto('/findings');
    await press(page, '登记问题');
    await press(dialog(page), '保存');
    await dialog(page).getByText('必填').first().waitFor();
    await dialog(page).getByLabel('存在问题').fill(what);
    await dialog(page).getByLabel('整改时限').fill('2027-01-10');
    await expectAccessible();
    await press(dialog(page), '保存');
    await page.getByText('已登记').waitFor();
    await goto('/findings?mine=true&sort=-found_on');
    await expectAccessible();
    await page.getByRole('link', { name: new RegExp(`家长会上家长很少发言（${view}）`) }).click();
    await press(page, '开始整改');
    await dialog(page).getByLabel('整改措施').fill('留一半时间给家长提意见');
    await press(dialog(page), '开始整改');
    await page.getByText('已开始整改').waitFor();
    await press(page, '整改完成');
    await dialog(page).getByLabel('整改结果').fill('收到意见十七条，已转办');
    await press(dialog(page), '整改完成');
    await page.getByText('已报告完成，等待验收').waitFor();
    expect(await page.getByRole('button', { name: '验收销号' }).count()).toBe(0);
    const address = new URL(page.url()).pathname;

    await become(here, 'office');
    await goto(address);
    await press(page, '验收销号');
    await press(dialog(page), '验收销号');
    await page.getByText('已销号').first().waitFor();
    await expectAccessible();
    const steps = page.getByRole('list', { name: '整改过程' }).getByRole('listitem');
    await expect.poll(() => steps.count()).toBe(4);
  });
});

/** A stay of a leader whose meals are not paid. */
async function stay(page: Page): Promise<void> {
  const token = await tokenOf(page, 'vice1');
  const schools = await read(page, token, '/org-units?kind=village_school');
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const details = { stay_in: { unit_id: schools.items[0].id, nights: 2, meals: 5, amount_cents: 4000 } };
  const answer = await page.request.post(`${api()}/activities`, {
    headers: { Authorization: `Bearer ${token}` },
    data: { happened_on: yesterday, text: '住校两夜，走访住校生。', details, submit: true },
  });
  expect(answer.status()).toBe(201);
}

describeViews('stays', (visit, view) => {
  it('that are unpaid are paid with a receipt', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await stay(page);
    await logIn('office');
    await goto('/stays?paid=false');
    await expectAccessible();
    const unpaid = await page.getByRole('button', { name: /^登记付款/ }).count();
    await page
      .getByRole('button', { name: /^登记付款/ })
      .first()
      .click();
    await press(dialog(page), '登记付款');
    await dialog(page).getByText('必填').waitFor();
    await dialog(page).getByLabel('收据号').fill('0017253');
    await expectAccessible();
    await press(dialog(page), '登记付款');
    await page.getByText('已登记付款').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^登记付款/ }).count()).toBe(unpaid - 1);
    await goto('/stays?paid=true');
    await page.getByText('0017253').first().waitFor();

    // By keyboard: Escape leaves the choices, Tab and Enter take one.
    await page.getByRole('button', { name: '导出', exact: true }).press('Enter');
    await expectAccessible();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByText('CSV · 标准代码').count()).toBe(0);
    await page.getByRole('button', { name: '导出', exact: true }).press('Enter');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV · 标准代码' }).press('Enter'),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    if (view === 'desk') {
      const [form] = await Promise.all([page.waitForEvent('download'), press(page, '打印登记表')]);
      expect(form.suggestedFilename()).toMatch(/^驻校登记表 .+\.pdf$/);
      // The page itself on paper: the list without what is pressed.
      await page.emulateMedia({ media: 'print' });
      await page.getByRole('cell', { name: '0017253' }).first().waitFor();
      expect(await page.getByRole('navigation').count()).toBe(0);
      expect(await page.getByRole('button', { name: '打印登记表' }).count()).toBe(0);
    }
  });
});
