import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, read, tokenOf } from './support/api';
import { describeViews } from './support/browser';

type Me = { person: { id: string }; roles: { role: string; unit_id: string | null }[] };
type Sheets = { items: { id: string; object: { name: string }; state: string }[] };

const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

async function meOf(page: Page, username: string): Promise<Me> {
  return read(page, await tokenOf(page, username), '/auth/me');
}

/** An open round by the example scheme: the principal rates a team and two cadres, one of these rates the other. */
async function openRound(page: Page, title: string): Promise<string> {
  const token = await tokenOf(page, 'office');
  const send = async (method: string, path: string, data: unknown, headers: Record<string, string> = {}) => {
    const answer = await page.request.fetch(api() + path, {
      method,
      data,
      headers: { Authorization: `Bearer ${token}`, ...headers },
    });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  const [office, principal, vice, branch] = await Promise.all(
    ['office', 'principal', 'vice1', 'branch1'].map((username) => meOf(page, username)),
  );
  const unit_id = office?.roles.find((one) => one.role === 'office')?.unit_id;
  const scheme = await send('POST', '/evaluation-schemes', { unit_id, title, effective_from: '2026-01-01' });
  await send('POST', `/evaluation-schemes/${scheme.id}/moves`, { move: 'adopt' }, key());
  const closes_at = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const days = { period_from: '2026-08-31', period_to: '2027-01-15' };
  const round = await send('POST', '/evaluation-rounds', {
    unit_id,
    scheme_id: scheme.id,
    title,
    closes_at,
    ...days,
  });
  const at = `/evaluation-rounds/${round.id}`;
  const cadres = [vice, branch].map((who) => ({ kind: 'cadre', person_id: who?.person.id }));
  await send(
    'PUT',
    `${at}/objects`,
    { items: [{ kind: 'leadership_team' }, ...cadres] },
    { 'If-Match': '"v1"' },
  );
  const assessors = [
    { group_code: 'group_office', person_id: principal?.person.id },
    { group_code: 'leaders', person_id: vice?.person.id },
  ];
  await send('PUT', `${at}/assessors`, { items: assessors }, { 'If-Match': '"v2"' });
  await send('POST', `${at}/moves`, { move: 'open' }, key());
  return round.id;
}

async function sheetsOf(page: Page, username: string, round: string, more = ''): Promise<Sheets['items']> {
  const token = await tokenOf(page, username);
  const answer: Sheets = await read(page, token, `/evaluation-sheets?round_id=${round}${more}`);
  return answer.items;
}

const items = (page: Page) => page.getByRole('group').filter({ has: page.getByRole('radio') });

describeViews('sheets', (visit, view) => {
  it('are filled in with a tap each, saved by themselves, submitted, and lead on to the next one', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const title = `考评：考核表（${view}）`;
    const round = await openRound(page, title);
    await logIn('principal');
    await goto('/evaluation/sheets?to_do=true');
    const here = page.getByRole('region', { name: title });
    await here.getByText('还有 3 份未提交').waitFor();
    await expectAccessible();
    await here.getByRole('link').nth(1).click();
    await page.waitForURL(/\/evaluation\/sheets\/[0-9a-f-]+$/);
    await page.getByRole('complementary', { name: '考核参考' }).waitFor();
    await page.getByText('不统计日记、照片和登录').waitFor();
    await expectAccessible();

    // What is left out is pointed at, and nothing is sent.
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('还没有评').first().waitFor();
    await expectAccessible();
    const count = await items(page).count();
    expect(count).toBe(8);
    for (let at = 0; at < count; at++) {
      const grade = at === 0 ? '弃权' : at % 2 ? '优秀' : '称职';
      await items(page).nth(at).getByRole('radio', { name: grade, exact: true }).check();
    }
    await page.getByRole('textbox', { name: '评语' }).fill('反映的问题件件有着落。');
    await page.getByRole('status').filter({ hasText: '已发送' }).waitFor();

    // Nothing is lost when the page is opened again.
    const sheet = new URL(page.url()).pathname;
    await goto(sheet);
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(count);
    expect(await page.getByRole('textbox', { name: '评语' }).inputValue()).toBe('反映的问题件件有着落。');
    const submit = async () => {
      await page.getByRole('button', { name: '提交', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click();
      await page.getByRole('button', { name: '撤回修改' }).waitFor();
    };
    await submit();
    await expectAccessible();
    expect(await sheetsOf(page, 'principal', round, '&to_do=true')).toHaveLength(2);
    await page.getByRole('button', { name: '撤回修改' }).click();
    await page.getByText('已撤回').waitFor();
    expect(await sheetsOf(page, 'principal', round, '&to_do=true')).toHaveLength(3);
    await submit();
    await page.getByRole('link', { name: /^下一位/ }).click();
    await page.waitForURL((url) => url.pathname !== sheet);
    await page.getByText('还有 8 项没有评').waitFor();
  });

  it('are kept on the device without a network and saved when it is back', async () => {
    const { page, goto, logIn } = visit();
    const round = await openRound(page, `考评：没有网络（${view}）`);
    const [mine] = await sheetsOf(page, 'vice1', round);
    await logIn('vice1');
    await goto(`/evaluation/sheets/${mine?.id}`);
    await page.context().setOffline(true);
    const grade = items(page).first().getByRole('radio', { name: '基本称职' });
    await grade.check();
    await page.getByText('填的内容存在本机').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('status').filter({ hasText: '已发送' }).waitFor();
    await goto(`/evaluation/sheets/${mine?.id}`);
    await expect.poll(() => grade.isChecked()).toBe(true);
  });
});
