import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { api, read, tokenOf } from './support/api';
import { describeViews, flags, keep, PASSWORD, viewports } from './support/browser';
import { badLine, type Line } from './support/line';

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TEACHER = 'teacher2';
const row = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words });

async function move(page: Page, path: string, token: string, data: object) {
  const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() };
  const answer = await page.request.post(`${api()}${path}/moves`, { headers, data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** One phone, one day: what happens to it is in order. */
describe('a phone on a visit', () => {
  let browser: Browser;
  let context: BrowserContext;
  let line: Line;
  let page: Page;
  const said: string[] = [];
  /** What the records of this run say, so that they are found again. */
  const mark = `第${Date.now()}次`;

  async function goto(path: string) {
    await page.goto(line.url + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }

  async function leaveTheNetwork() {
    line.cut = true;
    await context.setOffline(true);
  }

  async function comeBack() {
    line.cut = false;
    await context.setOffline(false);
  }

  async function logIn(username: string) {
    await page.getByLabel('账号').fill(username);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.locator('#main').waitFor();
  }

  /** The shell and the lists come by themselves. */
  async function readyForTheMountains() {
    await page.evaluate(() => navigator.serviceWorker.ready);
    const kept = () =>
      page.evaluate(async () => {
        const opening = indexedDB.open('lianxin');
        await new Promise((done) => {
          opening.onsuccess = done;
        });
        const counting = opening.result.transaction('copies').objectStore('copies').count();
        await new Promise((done) => {
          counting.onsuccess = done;
        });
        opening.result.close();
        return counting.result;
      });
    // The person and the lists.
    await vi.waitFor(async () => expect(await kept()).toBe(2), { timeout: 15_000, interval: 200 });
  }

  const families = () => page.getByRole('main').getByRole('listitem').getByRole('button');

  async function recordVisit(at: number, words: string, picture = false) {
    await goto('/record?kind=home_visit');
    await families().nth(at).click();
    await page.getByLabel('交流记录').fill(words);
    if (picture) {
      const file = { name: '门口.png', mimeType: 'image/png', buffer: PICTURE };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByLabel(/^说明 /).fill('家门口');
    }
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('heading', { name: /^在本机，等待发送/ }).waitFor();
  }

  beforeAll(async () => {
    line = await badLine(inject('baseUrl'));
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: flags,
    });
    context = await browser.newContext({
      viewport: viewports.phone,
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    context.setDefaultTimeout(12_000);
    context.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page = await context.newPage();
    await goto('/login');
    await logIn(TEACHER);
    await readyForTheMountains();
  });

  afterAll(async () => {
    await browser.close();
    await line.end();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keep(page, `a phone on a visit ${task.name}`, said);
  });

  it('takes a new version when asked, without losing what is half written', async () => {
    await goto('/record?kind=home_visit');
    await families().first().click();
    const words = page.getByLabel('交流记录');
    await words.fill('写到一半');
    line.version = '2';
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const update = page.getByRole('button', { name: '更新', exact: true });
    await update.waitFor();
    expect(await words.inputValue()).toBe('写到一半');
    await words.fill('写到一半，又一句');
    const reloaded = page.waitForEvent('load');
    await update.click();
    await reloaded;
    await words.waitFor();
    expect(await words.inputValue()).toBe('写到一半，又一句');
    expect(await update.count()).toBe(0);
    await goto('/unsent');
    await page.getByRole('button', { name: /^丢弃/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '丢弃' }).click();
    await page.getByText('没有待发送的内容').waitFor();
  });

  it('records without a network, survives a crash, settles a conflict and sends everything once', async () => {
    await leaveTheNetwork();
    await page.reload();
    await page.getByText(/没有网络。照常记录.*名单更新于 今天/).waitFor();
    // The lists are searched on the phone.
    await goto('/record?kind=home_visit');
    const pupil = /^\p{Script=Han}+/u.exec(
      (await families().first().locator('.muted').first().textContent()) ?? '',
    );
    const name = pupil?.[0] ?? '';
    await page.getByLabel('按学生或家庭姓名查找').fill(name);
    await families().filter({ hasText: name }).first().waitFor();

    // The forms of the other kinds have what they choose from.
    await goto('/record?kind=lesson_observation');
    await page.getByLabel('班级').locator('option').nth(1).waitFor({ state: 'attached' });
    await goto('/record?kind=parents_meeting');
    await page.getByLabel('班级').selectOption({ index: 1 });
    await page.getByRole('button', { name: / 到$/ }).first().waitFor();
    await goto('/record?kind=pupil_support');
    await page.getByRole('combobox', { name: '学生' }).click();
    await page.getByRole('option').first().waitFor();

    await recordVisit(0, `${mark}：奶奶在家照看。`);
    await recordVisit(1, `${mark}：爸爸在外打工。`, true);
    await recordVisit(2, `${mark}：希望开放图书角。`);
    await goto('/ledger/new');
    await page.getByLabel('反映了什么').fill(`${mark}：校门口的路灯坏了。`);
    await page.getByRole('group', { name: '类别' }).getByRole('button').first().click();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/unsent');
    await row(page, '在本机，待发送').nth(3).waitFor();
    expect(await row(page, '在本机，待发送').count()).toBe(4);

    // The tab dies; what was handed in does not.
    const cdp = await context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
    page = await context.newPage();
    await goto('/unsent');
    await row(page, '在本机，待发送').nth(3).waitFor();
    expect(await row(page, '在本机，待发送').count()).toBe(4);

    // The first to arrive is one whose answer is lost; meanwhile it is corrected elsewhere.
    line.lose = /^POST \/api\/v1\/activities$/;
    await comeBack();
    await expect.poll(() => line.cut, { timeout: 15_000 }).toBe(true);
    await context.setOffline(true);
    const token = await tokenOf(page, TEACHER);
    const mine = async () =>
      (await read(page, token, `/activities?mine=true&limit=20&sort=-recorded_at`)).items.filter(
        (one: { text: string }) => one.text.includes(mark),
      );
    const [arrived, ...none] = await mine();
    expect(none).toEqual([]);
    const corrected = await page.request.patch(`${api()}/activities/${arrived.id}`, {
      headers: { Authorization: `Bearer ${token}`, 'If-Match': `"v${arrived.version}"` },
      data: { text: `${mark}：在电脑上改过。` },
    });
    expect(corrected.ok()).toBe(true);

    await comeBack();
    await row(page, '别人也改了').waitFor({ timeout: 15_000 });
    await page.getByText(/1 份内容被退回/).waitFor();
    await page.getByRole('link', { name: /^比较/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`${mark}：在电脑上改过。`).waitFor();
    await dialog.getByText(arrived.text).waitFor();
    await dialog.getByLabel(/^现在的/).check();
    await dialog.getByRole('button', { name: '按所选保存' }).click();
    await page.getByRole('heading', { name: /^已提交/ }).waitFor();

    await goto('/unsent');
    await page.getByText('没有待发送的内容').waitFor({ timeout: 15_000 });
    const sent = await mine();
    expect(sent.map((one: { text: string }) => one.text).includes(`${mark}：在电脑上改过。`)).toBe(true);
    expect(sent).toHaveLength(3);
    const files = await Promise.all(
      sent.map((one: { id: string }) => read(page, token, `/activities/${one.id}/attachments`)),
    );
    expect(files.flatMap((one) => one.items.map((file: { caption: string }) => file.caption))).toEqual([
      '家门口',
    ]);
    const entries = await read(page, token, `/ledger-entries?q=${encodeURIComponent(mark)}`);
    expect(entries.items).toHaveLength(1);
    await move(page, `/ledger-entries/${entries.items[0].id}`, token, {
      move: 'withdraw',
      reason: '测试记录',
    });
    for (const one of sent)
      await move(page, `/activities/${one.id}`, token, { move: 'void', reason: '测试记录' });
  });

  it('keeps everything when the login has expired, for nobody but the one who wrote it', async () => {
    await leaveTheNetwork();
    await recordVisit(0, `${mark}：登录过期之前写的。`);
    await context.clearCookies();
    await page.reload();
    await page.getByRole('heading', { name: /^在本机，等待发送/ }).waitFor();
    await comeBack();
    await page.waitForURL((url) => url.pathname === '/login', { timeout: 15_000 });
    await logIn('office');
    await goto('/unsent');
    await page.getByText('没有待发送的内容').waitFor();
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL((url) => url.pathname === '/login');
    await logIn(TEACHER);
    await goto('/unsent');
    const sent = page.getByRole('region', { name: '已发送' });
    await sent.getByRole('link', { name: /^打开/ }).first().waitFor({ timeout: 15_000 });
    await page.getByText('没有待发送的内容').waitFor();
    const token = await tokenOf(page, TEACHER);
    const { items } = await read(page, token, '/activities?mine=true&limit=5&sort=-recorded_at');
    const [mine] = items.filter((one: { text: string }) => one.text.includes('登录过期之前'));
    await move(page, `/activities/${mine.id}`, token, { move: 'void', reason: '测试记录' });
  });

  it('asks before a logout takes away what was not sent', async () => {
    await readyForTheMountains();
    await leaveTheNetwork();
    await recordVisit(0, `${mark}：不再需要的。`);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    const dialog = page.getByRole('dialog', { name: '还有 1 份内容没有发送' });
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '导出为文件' }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^lianxin-.*\.html$/);
    await dialog.getByRole('button', { name: '仍然退出并清除' }).click();
    await page.waitForURL((url) => url.pathname === '/login');
    // Nobody gets in again with the cookie that is left.
    await comeBack();
    await goto('/');
    expect(new URL(page.url()).pathname).toBe('/login');
    await logIn(TEACHER);
    await goto('/unsent');
    await page.getByText('没有待发送的内容').waitFor();
  });
});

describeViews('what was not sent', (visit) => {
  it('is listed, accessible, and leads back to the form', async () => {
    const { page, goto, logIn, expectAccessible, theme } = visit();
    await logIn(TEACHER);
    await goto('/record?kind=home_visit');
    await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
    await page.getByLabel('交流记录').fill('山上没有信号，先记在手机里。');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('heading', { name: /^在本机，等待发送/ }).waitFor();
    await expectAccessible();
    await page.route('**/api/v1/activities', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 422,
            contentType: 'application/problem+json',
            json: {
              title: '填写有误',
              status: 422,
              code: 'invalid',
              errors: [{ pointer: '#/text', code: 'too_short', detail: '内容太短' }],
            },
          })
        : route.continue(),
    );
    await page.context().setOffline(false);
    await goto('/unsent');
    await row(page, '被退回')
      .getByText(/内容太短/)
      .waitFor();
    await expectAccessible();
    await theme('dark');
    await row(page, '被退回').waitFor();
    await expectAccessible();
    await page.getByRole('link', { name: /^更正/ }).click();
    await page.getByText('内容太短').first().waitFor();
    expect(await page.getByLabel('交流记录').inputValue()).toContain('没有信号');
    await goto('/unsent');
    await page.getByRole('button', { name: /^丢弃/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '丢弃' }).click();
    await page.getByText('没有待发送的内容').waitFor();
  });
});
