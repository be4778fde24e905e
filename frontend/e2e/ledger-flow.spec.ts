import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const steps = (page: Page) => page.getByRole('list', { name: '办理过程' });

async function register(page: Page, token: string, title: string) {
  const categories = await read(page, token, '/ledger-categories');
  const answer = await page.request.post(`${api()}/ledger-entries`, {
    headers: { Authorization: `Bearer ${token}` },
    data: {
      channel: 'phone',
      submitter_kind: 'parent',
      disclosure: 'confidential',
      category_id: categories.items[0].id,
      title,
      content: `${title}，希望学校尽快解决。`,
    },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; number: string };
}

async function move(page: Page, token: string, id: string, body: Record<string, unknown>) {
  const answer = await page.request.post(`${api()}/ledger-entries/${id}/moves`, {
    headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() },
    data: body,
  });
  expect(answer.ok(), String(body.move)).toBe(true);
}

/** Signed for by general affairs. */
async function inProgress(page: Page, title: string) {
  const [office, logistics] = [await tokenOf(page, 'office'), await tokenOf(page, 'logistics')];
  const entry = await register(page, office, title);
  const units: { items: { id: string; name: string }[] } = await read(page, office, '/org-units?limit=200');
  const affairs = units.items.find((unit) => unit.name === '总务处');
  await move(page, office, entry.id, { move: 'accept' });
  await move(page, office, entry.id, { move: 'route', to_unit_id: affairs?.id });
  await move(page, logistics, entry.id, { move: 'sign' });
  return { ...entry, office, logistics };
}

/** Opens what is done less often and chooses from it. */
async function choose(page: Page, name: string) {
  await button(page, '更多办理').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
}

describeViews('the case flow', (visit) => {
  it('gives more time once the office agrees, and lets the clock stand', { timeout: 90_000 }, async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible, theme } = here;
    const entry = await inProgress(page, '操场排水不畅');
    await logIn('logistics');
    await goto(`/ledger/${entry.id}`);
    await button(page, '更多办理').click();
    await expectAccessible();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^申请延期/ })
      .click();
    await page.getByLabel('延长几天').fill('20');
    await page.getByRole('textbox', { name: '理由' }).fill('水管要等厂家到货');
    await button(page, '确认申请延期').click();
    await page.getByText('1 到 15 天').waitFor();
    await page.getByLabel('延长几天').fill('10');
    await expectAccessible();
    await button(page, '确认申请延期').click();
    await page.getByText('已申请，等待审批。').waitFor();
    await page.getByText('10 天：水管要等厂家到货').first().waitFor();

    await become(here, 'office');
    await goto(`/ledger?my_turn=true&q=${entry.number}`);
    await page.getByText('操场排水不畅').first().click();
    await button(page, '准予延期').click();
    await expectAccessible();
    await button(page, '确认准予延期').click();
    await steps(page).getByText('准予延期').waitFor();
    await steps(page).getByText('延长 10 天').first().waitFor();

    await become(here, 'logistics');
    await goto(`/ledger/${entry.id}`);
    await choose(page, '中止');
    await page.getByRole('textbox', { name: '理由' }).fill('等待县里验收');
    await button(page, '确认中止').click();
    await page.getByText(/^自 .* 起：等待县里验收$/).waitFor();
    expect(await button(page, '答复').count(), 'nobody answers while the clock stands still').toBe(0);
    await theme('dark');
    await expectAccessible();
    await button(page, '恢复办理').click();
    await button(page, '确认恢复办理').click();
    await steps(page).getByText('中止了 0 天，期限顺延').waitFor();
    await button(page, '答复').waitFor();
  });

  it('asks others for help, who write down their part', { timeout: 90_000 }, async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible } = here;
    const entry = await inProgress(page, '教室投影仪看不清');
    await logIn('logistics');
    await goto(`/ledger/${entry.id}`);
    await choose(page, '增加协办');
    await button(page, '确认增加协办').click();
    await page.getByText('选择协办单位').waitFor();
    await button(page, '教科室').click();
    await page.getByRole('textbox', { name: /请他办什么/ }).fill('列出要更换的教室');
    await expectAccessible();
    await button(page, '确认增加协办').click();
    await page.getByText('请办：列出要更换的教室').waitFor();
    await expectAccessible();
    await choose(page, '取消协办');
    await page.getByRole('textbox', { name: '理由' }).fill('已当面商量');
    await expectAccessible();
    await button(page, '确认取消协办').click();
    await steps(page).getByText('取消协办').waitFor();
    await expect.poll(() => page.getByText('请办：列出要更换的教室').count()).toBe(0);
  });

  it('merges what is about the same', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const office = await tokenOf(page, 'office');
    const first = await register(page, office, '校门口路灯不亮');
    const second = await register(page, office, '校门口晚上太暗');
    await logIn('office');
    await goto(`/ledger/${second.id}`);
    await choose(page, '并案');
    await page.getByRole('combobox', { name: /并入哪一条/ }).fill(first.number);
    await page.getByRole('option', { name: new RegExp(first.number) }).click();
    await expectAccessible();
    await button(page, '确认并案').click();
    await page.getByText('已并案。').waitFor();
    await page.getByRole('link', { name: `${first.number} 校门口路灯不亮` }).click();
    await page.getByText('并入本条').first().waitFor();
    await expectAccessible();
  });

  it('moves many at once and says what became of each', { timeout: 90_000 }, async () => {
    const { page, goto, logIn, expectAccessible, view } = visit();
    const office = await tokenOf(page, 'office');
    const words = `批量${Date.now() % 100000}`;
    const [first] = [
      await register(page, office, `${words}第一件`),
      await register(page, office, `${words}第二件`),
    ];
    await logIn('office');
    await goto(`/ledger?q=${encodeURIComponent(words)}`);
    await page.getByText(`${words}第二件`).first().waitFor();
    const boxes = page.getByRole('checkbox');
    if (view === 'desk') await boxes.first().check();
    else for (const box of await boxes.all()) await box.check();
    await button(page, '批量办理').click();
    await expectAccessible();
    await move(page, office, first.id, { move: 'accept' });
    await button(page, '办理 2 条').click();
    await page.getByText('1 条已办理').waitFor();
    await page.getByText('1 条没有办成').waitFor();
    await expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  });

  it('groups entries into a topic', { timeout: 90_000 }, async () => {
    const { page, goto, logIn, expectAccessible, theme } = visit();
    const office = await tokenOf(page, 'office');
    const title = `饮水机滤芯${Date.now() % 100000}`;
    const entry = await register(page, office, `${title}没换`);
    await logIn('office');
    await goto('/ledger/topics');
    await expectAccessible();
    await button(page, '新建一类事').click();
    await page.getByRole('textbox', { name: '名称' }).fill(title);
    await page.getByRole('textbox', { name: '情况和打算' }).fill('几所学校都反映，拟统一更换。');
    await expectAccessible();
    await button(page, '保存').click();
    await page.getByText(title).first().waitFor();
    await goto(`/ledger/${entry.id}`);
    await choose(page, '归入一类事');
    await page.getByRole('combobox', { name: /一类事/ }).fill(title);
    await page.getByRole('option', { name: new RegExp(title) }).click();
    await button(page, '确认归入一类事').click();
    await page.getByRole('link', { name: title, exact: true }).click();
    await page.getByText('几所学校都反映，拟统一更换。').waitFor();
    await page.getByText(`${title}没换`).first().waitFor();
    await expectAccessible();
    await theme('dark');
    await expectAccessible();
  });
});
