import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { describeViews, type View } from './support/browser';

type Progress = {
  duty: { code: string; title: string; source_quote: string | null };
  actual: number | null;
  target: number | null;
  query: { path: string } | null;
  explanation: { rule: string; period: string };
};

const watched = ['branch_visit', 'observation_term', 'observation_month', 'home_visit'];

async function duties(page: Page, username: string): Promise<Map<string, Progress>> {
  const progress: { items: Progress[] } = await read(page, await tokenOf(page, username), '/duty-progress');
  return new Map(progress.items.map((item) => [item.duty.code, item]));
}

/** The entry of one duty in a list of them: titles of others may begin alike. */
const entryOf = (page: Page, title: string): Locator =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByText(title, { exact: true }) });

/** The list behind a number has its filters and as many records. */
async function expectRecords(page: Page, duty: Progress, view: View) {
  const asked = new URLSearchParams(duty.query?.path.split('?')[1]);
  if (duty.duty.code === 'home_visit') {
    await page.waitForURL((url) => url.pathname === '/duties/targets');
    await page.getByText(`已访 ${duty.actual} 名`).waitFor();
  } else {
    await page.waitForURL((url) => url.pathname === '/activities');
    const list = page.getByRole('main').getByRole(view === 'phone' ? 'listitem' : 'row');
    await expect.poll(() => list.locator('a[href^="/activities/"]').count()).toBe(duty.actual);
  }
  const shown = new URL(page.url()).searchParams;
  for (const [name, value] of asked) expect(shown.get(name), name).toBe(value);
}

describeViews('duties', (visit, view) => {
  it('are counted on my day, and every count opens its records', async () => {
    const { page, goto, logIn } = visit();
    const all = await duties(page, 'vice1');
    await logIn('vice1');
    for (const code of watched) {
      const duty = all.get(code);
      if (!duty) throw new Error(`no ${code}`);
      await goto('/');
      const entry = entryOf(page, duty.duty.title);
      const ring = entry.getByRole('link').first();
      const count = duty.target === null ? `${duty.actual}` : `${duty.actual} / ${duty.target}`;
      await ring.getByRole('img', { name: `${duty.duty.title} ${count}`, exact: true }).waitFor();
      await ring.click();
      await expectRecords(page, duty, view);
    }
  });

  it('have a count and no percentage where the plan sets no number', async () => {
    const { page, goto, logIn } = visit();
    const visits = (await duties(page, 'vice1')).get('branch_visit');
    const observed = (await duties(page, 'vice1')).get('observation_term');
    await logIn('vice1');
    for (const path of ['/', '/duties']) {
      await goto(path);
      const blank = await entryOf(page, '深入完小').textContent();
      expect(blank).toContain(`本月深入完小 ${visits?.actual} 次（方案未定）`);
      expect(blank).not.toContain('%');
      const set = await entryOf(page, '观课议课').textContent();
      expect(set).toContain(`${observed?.actual}/40`);
      expect(set).toContain('%');
    }
  });

  it('explain their rule, period and source at ⓘ, and Esc closes it', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const duty = (await duties(page, 'vice1')).get('observation_month');
    await logIn('vice1');
    await goto('/duties');
    const about = page.getByRole('button', { name: '观课议课（月进度）的说明' });
    await about.click();
    const note = page.getByRole('note');
    for (const words of [duty?.explanation.rule, duty?.explanation.period, duty?.duty.source_quote]) {
      expect(await note.textContent()).toContain(words);
    }
    await expectAccessible();
    await page.keyboard.press('Escape');
    await note.waitFor({ state: 'detached' });
    expect(await about.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('show the principal his staff by name, never by how much', async () => {
    const { page, goto, logIn } = visit();
    const { person_name: name } = await read(page, await tokenOf(page, 'vice1'), '/duty-progress');
    await logIn('principal');
    await goto('/duties');
    await page.getByRole('link', { name: '教职工职责' }).click();
    await page.getByRole('heading', { level: 1, name: '教职工职责' }).waitFor();
    if (view === 'desk') {
      const sorts = page.getByRole('columnheader').getByRole('button');
      await sorts.first().waitFor();
      expect((await sorts.allTextContents()).sort()).toEqual(['单位', '姓名']);
      const figure = page.locator('tbody a[href^="/duties/targets"]').first();
      const person = new URL((await figure.getAttribute('href')) ?? '', page.url()).searchParams;
      await figure.click();
      await page.waitForURL((url) => url.searchParams.get('person_id') === person.get('person_id'));
      await page.getByText(/^已访 \d+ 名，未访 \d+ 名$/).waitFor();
      await page.goBack();
    }
    await page.getByRole('searchbox', { name: '搜索' }).fill(name);
    await page.waitForURL((url) => url.searchParams.get('q') === name);
    await page
      .getByRole('main')
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: `${name}的职责` }).waitFor();
  });
});
