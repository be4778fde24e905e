import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, read, tokenOf } from './support/api';
import { describeViews } from './support/browser';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function move(page: Page, who: string, id: string, body: Record<string, unknown>) {
  const answer = await page.request.post(`${api()}/ledger-entries/${id}/moves`, {
    headers: { Authorization: `Bearer ${await tokenOf(page, who)}`, 'Idempotency-Key': crypto.randomUUID() },
    data: body,
  });
  expect(answer.ok(), `${body.move}: ${await answer.text()}`).toBe(true);
}

/** The id of the entry of a number. */
async function entryOf(page: Page, number: string): Promise<string> {
  const token = await tokenOf(page, 'office');
  const found: { items: { id: string; number: string }[] } = await read(
    page,
    token,
    `/ledger-entries?q=${encodeURIComponent(number)}`,
  );
  const entry = found.items.find((one) => one.number === number);
  if (!entry) throw new Error(`no entry ${number}`);
  return entry.id;
}

/** The department that settles what is broken. */
async function generalAffairs(page: Page): Promise<string> {
  const units: { items: { id: string; function: string | null }[] } = await read(
    page,
    await tokenOf(page, 'office'),
    '/org-units?kind=department&limit=200',
  );
  return units.items.find((unit) => unit.function === 'general_affairs')?.id ?? '';
}

const reply = { move: 'reply', reply: '灯已经修好，每周检查一次。', outcome: 'resolved' };

describeViews('the public', (visit, view) => {
  it('raises a concern, follows it, has it taken up again and says that it is settled', {
    timeout: 90_000,
  }, async () => {
    const { page, goto, expectAccessible, shoot } = visit();
    const said = `教学点厕所的灯坏了，孩子晚上不敢去（${view}）。请尽快修好。`;
    await goto('/concern');
    await button(page, '下一步').click();
    await page.getByText('请选择', { exact: true }).last().waitFor();
    await expectAccessible();
    await page.getByLabel('哪所学校').selectOption({ label: '者力完小' });
    await page.getByLabel('请把事情说清楚').fill(said);
    await page.getByLabel('大概是哪方面的事').selectOption({ label: '设施' });
    await shoot('public-concern');
    await page.reload();
    expect(await page.getByLabel('请把事情说清楚').inputValue(), 'the draft stays on the phone').toBe(said);
    await button(page, '下一步').click();
    await page.getByRole('heading', { name: '您是谁' }).waitFor();
    await button(page, '下一步').click();
    await page.getByText('请写怎么称呼您；不想留姓名，请选“匿名”。').waitFor();
    await page.getByLabel('怎么称呼您').fill('张女士');
    await page.getByLabel(/^电话/).fill('13800001111');
    await expectAccessible();
    await button(page, '下一步').click();
    await page.getByRole('heading', { name: '看一遍，再交' }).waitFor();
    await expectAccessible();
    await button(page, '提交').click();
    await page.getByRole('heading', { name: '查询码' }).waitFor({ timeout: 30_000 });
    await expectAccessible();
    await shoot('public-receipt');
    const code = (await page.locator('.code').textContent()) ?? '';
    const number = /\S+-\d{4}-\d{4}/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? '';
    await page.getByRole('link', { name: '看进度、加照片' }).click();
    await page.getByText('已收到', { exact: true }).waitFor();
    await page.locator('summary', { hasText: '补充几句' }).click();
    await page.getByRole('textbox', { name: '补充几句' }).fill('昨天有个孩子摔了一跤。');
    await button(page, '补充').click();
    await page.getByRole('heading', { name: '您补充的' }).waitFor();
    await page
      .getByLabel('添加照片或文件（可以不加）')
      .setInputFiles({ name: '路灯.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await page.getByText('附件：路灯.jpg').waitFor();
    await expectAccessible();

    const id = await entryOf(page, number);
    await move(page, 'office', id, { move: 'accept' });
    await move(page, 'office', id, { move: 'route', to_unit_id: await generalAffairs(page) });
    await move(page, 'logistics', id, { move: 'sign' });
    await move(page, 'logistics', id, reply);

    await goto(`/follow#${code}`);
    await page.reload();
    await page.getByText(reply.reply).waitFor();
    await page.getByLabel('没办好，请重新办').check();
    await button(page, '确定').click();
    await page.getByText('请写 2 个字以上。').waitFor();
    await page.locator('#why').fill('只亮了一个晚上，又坏了。');
    await expectAccessible();
    await shoot('public-follow');
    await button(page, '确定').click();
    await page.getByText('正在办', { exact: true }).waitFor();
    await move(page, 'logistics', id, reply);
    await page.reload();
    await page.getByLabel('办好了，满意').check();
    await button(page, '确定').click();
    await page.getByText('已办结', { exact: true }).waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible();
    const entry = await read(page, await tokenOf(page, 'office'), `/ledger-entries/${id}`);
    expect(entry).toMatchObject({
      state: 'closed',
      reopenings: 1,
      satisfaction: 'satisfied',
      channel: 'online_form',
    });
  });

  it('says which code is wrong, and tells unknown ones apart from none', async () => {
    const { page, goto, expectAccessible } = visit();
    await goto('/follow');
    await page.getByLabel('查询码').fill('2223-2222-2222-2222-2222');
    await button(page, '查看').click();
    await page.getByText('查询码里有字不对或少了，请再看一遍。').waitFor();
    await expectAccessible();
    await page.getByLabel('查询码').fill('2222 2222 2222 2222 2222');
    await button(page, '查看').click();
    await page.getByText(/没有这个查询码/).waitFor();
    await expectAccessible();
  });

  it('reads on the board what came of it, with nobody logged in', async () => {
    const { page, goto, logIn, expectAccessible, shoot } = visit();
    await logIn('office');
    const cookies: string[] = [];
    page.on('request', async (request) => {
      if (!request.url().includes('/public/')) return;
      const headers = await request.allHeaders();
      if (headers.cookie || headers.authorization) cookies.push(request.url());
    });
    await goto('/board');
    await page.getByRole('heading', { name: '办了哪些事' }).waitFor();
    await page.getByRole('rowheader', { name: '解决率' }).waitFor();
    await expectAccessible();
    await shoot('public-board');
    await button(page, 'English').click();
    await page.getByRole('heading', { level: 1, name: 'Public board' }).waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible();
    expect(cookies, 'no staff session goes with it').toEqual([]);
  });

  it('gets a code on a slip from the office, and the office says who is meant', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const token = await tokenOf(page, 'office');
    const entries: { items: { id: string; title: string }[] } = await read(
      page,
      token,
      '/ledger-entries?channel=online_form&limit=50',
    );
    const about = entries.items.find((one) => one.title.startsWith('有位老师'));
    await logIn('office');
    await goto(`/ledger/${about?.id}`);
    if (view === 'desk') {
      await button(page, '确认是谁').click();
      await page.getByRole('dialog').last().getByText('选出反映中说的教职工').waitFor();
      await expectAccessible();
      await page.getByRole('dialog').last().getByRole('button', { name: '确定', exact: true }).click();
      await page.getByText(/^已于 .* 确认。$/).waitFor();
    }
    await button(page, '给反映人查询码').click();
    await button(page, '生成查询码').click();
    await page.getByText('民情查询条').waitFor();
    const code = (await page.locator('code').textContent()) ?? '';
    await expectAccessible();
    await goto(`/follow#${code}`);
    await page.getByRole('heading', { name: '您反映的' }).waitFor();
  });
});
