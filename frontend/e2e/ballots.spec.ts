import type { Page, Request } from 'playwright-core';
import { expect, it } from 'vitest';
import { become, describeViews, type View, type Visit } from './support/browser';
import { codesOf, moveRound, openRound, type Round } from './support/round';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const main = (page: Page) => page.getByRole('main');

/** Answers all questions; the grades are chosen in turn. */
async function answer(page: Page, count: number) {
  const grades = ['优秀', '称职', '弃权（不了解）'];
  for (let question = 1; question <= count; question += 1) {
    await page.getByText(`第 ${question} 题，共 ${count} 题`).waitFor();
    await button(page, grades[question % grades.length] ?? '').click();
  }
  await page.getByRole('heading', { name: '还想说的话' }).waitFor();
}

/** Puts the ballot that is looked at into the box; gives its receipt. */
async function cast(page: Page): Promise<string> {
  await button(page, '投进票箱').click();
  await page.getByRole('heading', { name: '您的票已经投进票箱' }).waitFor();
  return (await page.locator('.code').textContent()) ?? '';
}

/** Nothing of the ballot is left on the device. */
async function expectWiped(page: Page) {
  const left = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const votes = sessionStorage.getItem('lianxin.ballot') === null ? 0 : 1;
    if (!databases.some((one) => one.name === 'lianxin-ballot')) return votes;
    const tokens = await new Promise<number>((done, fail) => {
      const opening = indexedDB.open('lianxin-ballot');
      opening.onerror = () => fail(opening.error);
      opening.onsuccess = () => {
        const counting = opening.result.transaction('tokens').objectStore('tokens').count();
        counting.onsuccess = () => done(counting.result);
      };
    });
    return votes + tokens;
  });
  expect(left, 'what is left on the device').toBe(0);
}

/** Whoever sends a ballot sends no session along. */
function watchSessions(page: Page): string[] {
  const found: string[] = [];
  page.on('request', async (request: Request) => {
    if (!request.url().includes('/public/')) return;
    const headers = await request.allHeaders();
    if (headers.cookie || headers.authorization) found.push(request.url());
  });
  return found;
}

/** By a slip's QR code, on a phone without login; the network fails once in between. */
async function voteByCode({ page, goto, expectAccessible, shoot }: Visit, code: string): Promise<string> {
  await goto(`/ballot#${code}`);
  await page.getByRole('heading', { name: '我们保证', exact: true }).waitFor();
  expect(page.url(), 'the code is out of the address').not.toContain('#');
  await expectAccessible();
  await shoot('ballot-intro');
  await button(page, '我知道了，开始').click();
  await expectAccessible();
  await shoot('ballot-question');
  await answer(page, 8);
  await page.goBack();
  await page.getByText('第 8 题，共 8 题').waitFor();
  await page.reload();
  await page.getByText('第 8 题，共 8 题').waitFor();
  await button(page, '下一步').click();
  await page.getByLabel('总的意见和建议（可以不填）').fill('希望多到教学点来。');
  await page.getByLabel(/^有人要求我怎么填/).check();
  await expectAccessible();
  await button(page, '下一步').click();
  await page.getByRole('heading', { name: '看一遍，再投' }).waitFor();
  await expectAccessible();
  await shoot('ballot-review');
  await page
    .getByRole('button', { name: /^修改 .*深入基层$/ })
    .first()
    .click();
  await button(page, '优秀').click();
  await page.getByRole('heading', { name: '看一遍，再投' }).waitFor();

  const receipts: string[] = [];
  await page.route('**/api/v1/public/ballots', async (route) => {
    receipts.push(route.request().postDataJSON().receipt);
    if (receipts.length > 1) return route.continue();
    // The ballot arrives, the answer does not.
    await route.fetch();
    return route.abort();
  });
  await button(page, '投进票箱').click();
  await page.getByText('现在没有网络。').waitFor();
  await expectAccessible();
  await button(page, '再投一次').click();
  await page.getByRole('heading', { name: '您的票已经投进票箱' }).waitFor();
  await page.unroute('**/api/v1/public/ballots');
  expect(receipts[0]).toBe(receipts[1]);
  await expectAccessible();
  await shoot('ballot-receipt');
  await expectWiped(page);
  const receipt = (await page.locator('.code').textContent()) ?? '';
  expect(receipt).toBe(receipts[0]);

  await goto(`/ballot#${code}`);
  await page.getByText(/^这个测评码不能用/).waitFor();
  await expectAccessible();
  return receipt;
}

/** At a device that stands there for everybody; it clears itself. */
async function voteAtKiosk({ page, goto, expectAccessible, shoot }: Visit, code: string): Promise<string> {
  await goto('/ballot?kiosk');
  await page.getByLabel('测评码').fill('2345');
  await button(page, '开始').click();
  await page.getByText('测评码里有字不对或少了，请再看一遍。').waitFor();
  await expectAccessible();
  // A scanner types the address of the slip.
  await page.getByLabel('测评码').fill(`http://school.example/ballot#${code}`);
  await page.keyboard.press('Enter');
  await button(page, '我知道了，开始').click();
  await shoot('ballot-kiosk');
  await button(page, '不了解，这 4 题都弃权').click();
  await button(page, '不了解，这 4 题都弃权').click();
  await button(page, '下一步').click();
  const receipt = await cast(page);
  await expectWiped(page);
  await page.getByLabel('测评码').waitFor({ timeout: 15_000 });
  expect(await page.getByLabel('测评码').inputValue()).toBe('');
  return receipt;
}

/** Logged in, with a token that was signed blindly; the first answer gets lost. */
async function voteLoggedIn(visited: Visit, box: string, title: string): Promise<string> {
  const { page, goto, logIn, expectAccessible, shoot } = visited;
  await logIn('teacher2');
  await goto('/ballots');
  await page.getByRole('link', { name: title }).waitFor();
  await expectAccessible();
  await shoot('own-ballots');
  await page.getByRole('link', { name: title }).click();
  await button(page, '领取投票凭证').waitFor();
  await expectAccessible();
  await shoot('vote');
  await page.route('**/token', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await button(page, '领取投票凭证').click();
  await button(page, '继续领取').waitFor();
  await page.unroute('**/token');
  await button(page, '继续领取').click();
  await button(page, '去投票').waitFor();
  await expectAccessible();
  await button(page, '去投票').click();
  await page.getByRole('heading', { name: '我们保证', exact: true }).waitFor();
  await page.getByText(/^您的投票凭证由系统蒙着眼签字/).waitFor();
  await button(page, '我知道了，开始').click();
  await answer(page, 8);
  await button(page, '下一步').click();
  const receipt = await cast(page);
  await expectWiped(page);
  await goto(`/ballots/${box}`);
  await page.getByRole('heading', { name: '您的凭证已经领过' }).waitFor();
  await expectAccessible();
  return receipt;
}

/** One teller keys in a paper by the keyboard alone. */
async function keyIn({ page, goto }: Visit, box: string, keys: string) {
  await goto(`/ballot-boxes/${box}/papers`);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await page.getByText('第 1 号已录入').waitFor();
}

async function keyInTwice(visited: Visit, box: string) {
  const { page, expectAccessible, shoot } = visited;
  await become(visited, 'logistics');
  await keyIn(visited, box, '11223300');
  await expectAccessible();
  await shoot('papers');
  await become(visited, 'teaching');
  await keyIn(visited, box, '11223304');
  await page.getByText('不一致，请再看一遍').waitFor();
  await expectAccessible();
  await become(visited, 'office');
  await visited.goto(`/ballot-boxes/${box}`);
  await page.getByText('两人录得不一样：1').waitFor();
  await expectAccessible();
  await shoot('ballot-box');
  await become(visited, 'teaching');
  await visited.goto(`/ballot-boxes/${box}/papers`);
  await button(page, '1').click();
  await page.getByText('修改第 1 号').waitFor();
  const last = page.getByRole('combobox').last();
  expect(await last.inputValue(), 'one sees what one keyed in').toBe('poor');
  await last.selectOption({ label: '0 弃权' });
  await button(page, '保存修改').click();
  await page.getByText('一致', { exact: true }).waitFor();
}

/** The office makes codes, notes papers, sees a number, and after sealing what was counted. */
async function runBox(visited: Visit, box: string) {
  const { page, goto, logIn, expectAccessible } = visited;
  await logIn('office');
  await goto(`/ballot-boxes/${box}`);
  const codes = page.getByRole('region', { name: '测评码和测评条' });
  const download = page.waitForEvent('download');
  await codes.getByLabel('数量').fill('8');
  await codes.getByRole('button', { name: '打印测评条 PDF' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  await codes.getByRole('button', { name: '只要码，不打印' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('这些码只显示这一次').waitFor();
  expect(await dialog.getByRole('listitem').count()).toBe(8);
  await expectAccessible();
  await dialog.getByRole('button', { name: '我已保存，关掉' }).click();
  await codes.getByRole('button', { name: '作废没用过的码' }).click();
  await dialog.getByRole('button', { name: '作废没用过的码' }).click();
  await dialog.waitFor({ state: 'detached' });
  const papers = page.getByRole('region', { name: '纸质票' });
  await papers.getByLabel('数量').fill('5');
  await papers.getByRole('button', { name: '登记发出的空白票' }).click();
  await page.getByText('已登记', { exact: true }).waitFor();
  await expectAccessible();
}

async function expectReceipt({ page, goto, expectAccessible, shoot }: Visit, box: string, receipt: string) {
  await goto(`/receipts/${box}`);
  await page.getByLabel('我的回执在不在').fill(receipt.toLowerCase().replaceAll('-', ' '));
  await page.getByText('在。您的票在箱里。').waitFor();
  await expectAccessible();
  await shoot('receipts');
  await page.getByLabel('我的回执在不在').fill('2222 2222 2222 2222 2222');
  await page.getByText(/^不在。/).waitFor();
}

async function stages(visited: Visit, view: View, round: Round, title: string) {
  const { page, goto, expectAccessible, shoot } = visited;
  const { staff = '', parents = '' } = round.boxes;
  await runBox(visited, parents);
  const sessions = watchSessions(page);
  const [first = '', second = ''] = await codesOf(page, parents, 2);
  const byCode = await voteByCode(visited, first);
  const atKiosk = await voteAtKiosk(visited, second);
  const loggedIn = await voteLoggedIn(visited, staff, title);
  await keyInTwice(visited, parents);
  await goto(`/receipts/${parents}`);
  await page.getByText(/^还没有封箱/).waitFor();
  await moveRound(page, round.id, { move: 'seal' });
  await expectReceipt(visited, parents, byCode);
  await expectReceipt(visited, parents, atKiosk);
  await expectReceipt(visited, staff, loggedIn);
  expect(sessions, 'no staff session goes with a ballot').toEqual([]);
  await become(visited, 'office');
  await goto(`/ballot-boxes/${parents}`);
  await page.getByRole('heading', { name: '封箱结果' }).waitFor();
  await page.getByText('这一组的票太少，意见不显示。').waitFor();
  const turnout = main(page).locator('.sheet').filter({ hasText: '已投' }).first();
  expect(await turnout.textContent()).toContain('3');
  await expectAccessible();
  await shoot('ballot-box-sealed');
  if (view === 'desk') {
    await visited.theme('dark');
    await visited.expectContrast();
  }
}

describeViews('the secret ballot', (visit, view) => {
  it('takes ballots in four ways, is sealed, and shows that each was in it', {
    timeout: 240_000,
  }, async () => {
    const visited = visit();
    const title = `测评演练（${view}）`;
    const round = await openRound(visited.page, title, ['logistics', 'teaching']);
    await stages(visited, view, round, title);
  });

  it('clears a device that stands there for everybody when nobody is at it', {
    timeout: 90_000,
  }, async () => {
    const { page, goto, expectAccessible } = visit();
    const round = await openRound(page, `公用设备演练（${view}）`, []);
    const [code = ''] = await codesOf(page, round.boxes.parents ?? '', 1);
    await page.clock.install();
    await goto('/ballot?kiosk');
    await page.getByLabel('测评码').fill(code);
    await button(page, '开始').click();
    await button(page, '我知道了，开始').click();
    await button(page, '优秀').click();
    await page.clock.fastForward('01:45');
    await button(page, '我还在').click();
    await page.getByText('第 2 题，共 8 题').waitFor();
    await page.clock.fastForward('01:45');
    await page.getByText('还在填吗？没有人动就要清空了。').waitFor();
    await expectAccessible();
    await page.clock.fastForward('00:20');
    await page.getByLabel('测评码').waitFor();
    // The code was not used: its voter can begin again.
    await page.getByLabel('测评码').fill(code);
    await button(page, '开始').click();
    await button(page, '我知道了，开始').waitFor();
    await button(page, 'English').click();
    await button(page, 'I see. Start').click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible();
  });
});
