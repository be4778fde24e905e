import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';

/** Registers an entry of its own for a test. */
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
      content: '家长反映午餐送到教学点时已经凉了，希望学校想办法保温。',
      identity: { name: '张女士', phone: '13800001111' },
    },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; version: number; number: string };
}

async function move(page: Page, token: string, id: string, body: Record<string, unknown>) {
  const answer = await page.request.post(`${api()}/ledger-entries/${id}/moves`, {
    headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() },
    data: body,
  });
  expect(answer.ok(), String(body.move)).toBe(true);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const steps = (page: Page) => page.getByRole('list', { name: '办理过程' });

describeViews('the ledger', (visit) => {
  it('lists, narrows by view and filter, and keeps it all in the address', async () => {
    const { page, goto, logIn, expectAccessible, theme, view } = visit();
    await logIn('office');
    await goto('/ledger');
    await page.getByRole('heading', { level: 1, name: '民情台账' }).waitFor();
    await expectAccessible();
    await page.getByRole('button', { name: /^待受理/ }).click();
    await page.waitForURL((url) => url.searchParams.get('state') === 'registered');
    await button(page, '筛选').click();
    const filters = page.getByRole('dialog');
    await filters.getByLabel('来源').selectOption('phone');
    await filters.getByRole('button', { name: '确定' }).click();
    await page.waitForURL((url) => url.searchParams.get('channel') === 'phone');
    await page.getByRole('button', { name: '去掉筛选：来源 电话' }).click();
    await page.waitForURL((url) => !url.searchParams.has('channel'));
    await page.getByRole('button', { name: /^已销号/ }).click();
    await page.waitForURL((url) => url.searchParams.get('state') === 'closed');
    await theme('dark');
    await expectAccessible();
    expect(new URL(page.url()).searchParams.get('state')).toBe('closed');

    const row =
      view === 'phone'
        ? page.getByRole('listitem').getByRole('link').first()
        : page.getByRole('row').getByRole('link').first();
    await row.click();
    await steps(page).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/ledger\/[0-9a-f-]{36}$/);
    await page.goBack();
    await page.waitForURL((url) => url.pathname === '/ledger' && url.searchParams.get('state') === 'closed');
  });

  it('follows an entry from the first word to its end', { timeout: 90_000 }, async () => {
    const here = visit();
    const { page, goto, logIn, expectAccessible, theme } = here;
    const said = '午餐送到教学点时已经凉了';
    await logIn('office');
    await goto('/ledger/new');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('请选择类别').waitFor();
    await page.getByRole('textbox', { name: '反映了什么' }).fill(`${said}。希望学校想办法保温。`);
    expect(await page.getByRole('textbox', { name: '标题' }).inputValue()).toBe(said);
    await button(page, '食堂营养').click();
    await expectAccessible();
    await button(page, '登记').click();
    const registered = await page.getByText(/^已登记 .*等待.*受理。$/).textContent();
    const number = /\S+-\d{4}-\d{4}/.exec(registered ?? '')?.[0] ?? '';

    await button(page, '受理').click();
    await button(page, '确认受理').click();
    await page.getByText('已受理。').waitFor();
    await button(page, '转办').click();
    await button(page, '确认转办').click();
    await page.getByText('选择承办单位').waitFor();
    await button(page, '总务处').click();
    await page.getByRole('textbox', { name: /说明/ }).fill('请核实保温箱');
    await button(page, '确认转办').click();
    await page.getByText('已转办。').waitFor();
    await steps(page).getByText('转给总务处').waitFor();
    await page.getByText('等待总务处签收').first().waitFor({ state: 'attached' });
    const address = new URL(page.url()).pathname;

    await become(here, 'logistics');
    await goto(`/ledger?my_turn=true&q=${number}`);
    await page.getByText(said).first().click();
    await button(page, '签收').click();
    await button(page, '确认签收').click();
    await page.getByText('已签收，由你承办。').waitFor();
    await button(page, '答复').click();
    await page.getByRole('textbox', { name: '给反映人的答复' }).fill('保温箱已更换，送到时实测 62 度。');
    await page.getByRole('radio', { name: '已解决' }).check();
    await expectAccessible();
    await button(page, '确认答复').click();
    await page.getByText('已答复，等待回访。').waitFor();
    expect(await button(page, '回访').count(), 'the handler does not call back').toBe(0);

    await become(here, 'office');
    await goto(address);
    await button(page, '回访').click();
    await page.getByRole('radio', { name: '满意', exact: true }).check();
    await page.getByText('这一条销号，结果为“已解决”。').waitFor();
    await expectAccessible();
    await button(page, '记下回访').click();
    await page.getByText('回访已记下。').waitFor();
    await steps(page).getByText('回访销号').waitFor();
    await page
      .getByText(/^已于 .* 销号/)
      .first()
      .waitFor();
    await expectAccessible();
    await goto(address);
    await theme('dark');
    await expectAccessible();
  });

  it('says what is possible now when somebody was quicker, and keeps what was typed', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const office = await tokenOf(page, 'office');
    const entry = await register(page, office, '校服收费明细没有公示');
    await logIn('office');
    await goto(`/ledger/${entry.id}`);
    await button(page, '不予受理').click();
    await page.getByRole('textbox', { name: '理由' }).fill('不属于学校职责');
    await move(page, office, entry.id, { move: 'accept' });
    await button(page, '确认不予受理').click();
    const notice = page.getByRole('alert');
    await notice.getByText('这一条刚刚有了变化，“不予受理”已经办不了。').waitFor();
    await notice.getByText('它现在的状态是“已受理”。现在可以：转办、当场办结。').waitFor();
    expect(await page.getByRole('textbox', { name: '理由' }).inputValue()).toBe('不属于学校职责');
    await expectAccessible();
    await page.keyboard.press('Escape');
    await button(page, '转办').waitFor();
  });

  it('shows both versions of a correction made twice', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const office = await tokenOf(page, 'office');
    const entry = await register(page, office, '课后服务结束时间与末班车冲突');
    await logIn('office');
    await goto(`/ledger/${entry.id}`);
    await button(page, '更正').click();
    await page.getByRole('textbox', { name: '标题' }).fill('课后服务与末班车冲突');
    const other = await page.request.patch(`${api()}/ledger-entries/${entry.id}`, {
      headers: { Authorization: `Bearer ${office}`, 'If-Match': `"v${entry.version}"` },
      data: { title: '末班车时间太早', place: '教学点' },
    });
    expect(other.status()).toBe(200);
    await button(page, '保存').click();
    await page.getByRole('radio', { name: /末班车时间太早/ }).waitFor();
    expect(await page.getByRole('radio', { name: /课后服务与末班车冲突/ }).isChecked()).toBe(true);
    await expectAccessible();
    await button(page, '按所选保存').click();
    await page.getByText('更正已保存。').waitFor();
    await steps(page).getByText('末班车时间太早 → 课后服务与末班车冲突').waitFor();
    const now = await read(page, office, `/ledger-entries/${entry.id}`);
    expect(now).toMatchObject({ title: '课后服务与末班车冲突', place: '教学点' });
  });

  it('shows who raised it once, for a reason that is written down', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const office = await tokenOf(page, 'office');
    const entry = await register(page, office, '希望学生宿舍晚上有热水');
    await logIn('office');
    await goto(`/ledger/${entry.id}`);
    expect(await page.getByText('张女士').count()).toBe(0);
    await button(page, '查看反映人').click();
    await page.getByRole('textbox', { name: '查看事由' }).fill('电话回访核实');
    await button(page, '查看并留痕').click();
    await page.getByText('张女士').waitFor();
    await page.getByText(/以“电话回访核实”为由查看/).waitFor();
    await expectAccessible();
    await page.keyboard.press('Escape');
    await steps(page).getByText('电话回访核实').waitFor();
    expect(await page.getByText('张女士').count()).toBe(0);
  });

  it('makes an entry of a sentence of a visit, and keeps it on the device until it is sent', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const office = await tokenOf(page, 'office');
    const visits: { items: { id: string; text: string }[] } = await read(
      page,
      office,
      '/activities?kind=home_visit&status=submitted,confirmed&limit=50',
    );
    const told = visits.items.find((one) => one.text.includes('。'));
    await logIn('office');
    await goto(`/ledger/new?activity=${told?.id}`);
    await page.getByText(/^来自 .*家访/).waitFor();
    const sentence = page.getByRole('group', { name: '点选要登记的那句话' }).getByRole('radio').first();
    await sentence.check();
    const content = page.getByRole('textbox', { name: '反映了什么' });
    const chosen = await content.inputValue();
    expect(chosen.length).toBeGreaterThan(1);
    await page.getByText(/草稿已存在本机/).waitFor();
    await expectAccessible();
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByText(/草稿已存在本机/).waitFor();
    expect(await content.inputValue()).toBe(chosen);
    await button(page, '其他').click();
    await button(page, '登记').click();
    await page.getByText(/^已登记 /).waitFor();
    await page.getByRole('link', { name: '一次联系记录' }).waitFor();
  });
});
