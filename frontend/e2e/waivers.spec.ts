import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { become, describeViews } from './support/browser';

type Item = { duty: { code: string }; target: number; waived: number; rest: number };

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function observation(page: Page, username: string): Promise<Item> {
  const progress: { items: Item[] } = await read(page, await tokenOf(page, username), '/duty-progress');
  const found = progress.items.find((item) => item.duty.code === 'observation_term');
  if (!found) throw new Error(`${username} has no observation_term`);
  return found;
}

describeViews('waivers, the overview and templates', (visit, view) => {
  it('a waiver is asked for, approved by the principal, and changes the number', async () => {
    const visited = visit();
    const { page, goto, logIn, expectAccessible } = visited;
    // Each view has a person of its own: both run against one server.
    const who = view === 'desk' ? 'teaching' : 'finance';
    const before = await observation(page, who);
    await logIn(who);
    await goto('/duties/waivers/new');
    await page.getByLabel('哪项职责').selectOption('observation_term');
    await page.getByLabel('从', { exact: false }).first().fill(daysAgo(70));
    await page.getByLabel('到（含）').fill(daysAgo(45));
    await page.getByLabel('说明').fill('外出学习');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.waitForURL(/\/duties\/waivers\/[0-9a-f-]{36}$/);
    const address = new URL(page.url()).pathname;
    await page.getByText('待审批').first().waitFor();
    expect((await observation(page, who)).rest).toBe(before.rest);

    await become(visited, 'principal');
    await goto('/duties/waivers?waiting_for_me=true');
    await page.getByRole('main').locator(`a[href^="${address}"]`).first().click();
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
    await page.getByText('已批准').first().waitFor();
    await expectAccessible();
    const after = await observation(page, who);
    expect(after.waived).toBeGreaterThan(0);
    expect(after.rest).toBe(after.target - after.waived);

    await become(visited, who);
    await goto('/duties');
    await page.getByText(`原定 ${after.target}，已减免 ${after.waived}`).first().waitFor();
    await page.getByText(`原定 ${after.target}，已减免 ${after.waived}`).first().click();
    await page.waitForURL((url) => url.pathname === '/duties/waivers');
    await page.getByText('外出学习').or(page.getByText('观课议课')).first().waitFor();
  });

  it('a cell of the overview opens its records, and nothing sorts by how much', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('principal');
    await goto('/duties/grid');
    const table = page.getByRole('table');
    await table.waitFor();
    expect(await table.locator('[aria-sort]').count()).toBe(0);
    await expectAccessible();
    const names = await table.getByRole('rowheader').allTextContents();
    await table.getByRole('button', { name: '观课议课', exact: true }).click();
    const course = page.getByRole('dialog', { name: '观课议课的走势' });
    await course.getByRole('link').first().waitFor();
    await expectAccessible();
    await page.keyboard.press('Escape');
    await course.waitFor({ state: 'detached' });
    expect(await table.getByRole('rowheader').allTextContents()).toEqual(names);
    const cell = table.locator('a[href^="/activities?kind=lesson_observation"]').first();
    const asked = new URL((await cell.getAttribute('href')) ?? '', page.url());
    await cell.click();
    await page.waitForURL((url) => url.pathname === '/activities');
    expect(new URL(page.url()).searchParams.get('person_id')).toBe(asked.searchParams.get('person_id'));
  });

  it('a change of the template is taken over in a successor of the plan', async () => {
    const { page, goto, logIn } = visit();
    await logIn('office');
    const token = await tokenOf(page, 'office');
    const plans: { items: { id: string }[] } = await read(page, token, '/plans?state=adopted');
    await goto(`/plan/${plans.items[0]?.id}`);
    await page.getByRole('heading', { name: '模板有新版本' }).waitFor();
    await page.getByRole('button', { name: '起草新方案' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '起草新方案' }).click();
    await page.waitForURL((url) => url.pathname !== `/plan/${plans.items[0]?.id}`);
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.getByRole('button', { name: /^采纳 观课议课/ }).click();
    await page.getByText('已采纳').first().waitFor();
    const duties: { items: { target: number }[] } = await read(
      page,
      token,
      `/duties?plan_id=${id}&code=observation_term`,
    );
    expect(duties.items[0]?.target).toBe(36);
  });
});
