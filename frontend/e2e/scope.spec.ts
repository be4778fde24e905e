import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { describeViews, type Visit } from './support/browser';

const lists = {
  classes: '/classes',
  households: '/households',
  students: '/students',
  activities: '/activities',
  ledger: '/ledger-entries',
};
type Kind = keyof typeof lists;

type Record = { id: string; unit_name: string };

/** Which of the whole school's records somebody gets to see, and one of each kind that he does not. */
async function bounds(page: Page, username: string) {
  const [whole, own] = [await tokenOf(page, 'principal'), await tokenOf(page, username)];
  const seen = new Set<string>();
  const foreign = {} as { [kind in Kind]: string };
  for (const kind of Object.keys(lists) as Kind[]) {
    const path = `${lists[kind]}?limit=200`;
    const his: { items: Record[] } = await read(page, own, path);
    const all: { items: Record[] } = await read(page, whole, path);
    const ids = new Set(his.items.map((one) => one.id));
    for (const one of his.items) seen.add(one.unit_name);
    const other = all.items.find(
      (one) => !ids.has(one.id) && (kind === 'classes' || !seen.has(one.unit_name)),
    );
    expect(other, `${kind} beyond ${username}`).toBeDefined();
    foreign[kind] = other?.id ?? '';
  }
  return { seen: [...seen], foreign };
}

/** The names of units that a list shows. */
async function unitsOn({ page, goto }: Visit, path: string): Promise<string[]> {
  await goto(path);
  const units = ['大地基乡中心小学', '者力完小', '腊脚完小', '水卷槽完小', '中邑舍完小', '博斯贝贝幼儿园'];
  const words = (await page.getByRole('region').last().textContent()) ?? '';
  return units.filter((unit) => words.includes(unit));
}

async function expectNothingThere({ page, goto, expectAccessible }: Visit, path: string) {
  await goto(path);
  await page.getByText('没有这个页面').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
  await expectAccessible();
}

describeViews('who sees what', (visit) => {
  it('shows the principal the whole school', async () => {
    await visit().logIn('principal');
    for (const path of ['/classes', '/ledger']) {
      expect((await unitsOn(visit(), path)).length, path).toBeGreaterThan(2);
    }
  });

  it('shows the principal of a village school his own school alone', { timeout: 60_000 }, async () => {
    const { page, logIn } = visit();
    const { seen, foreign } = await bounds(page, 'branch1');
    expect(seen).toEqual(['者力完小']);
    await logIn('branch1');
    for (const path of ['/classes', '/ledger']) {
      expect(await unitsOn(visit(), path), path).toEqual(['者力完小']);
    }
    for (const [kind, id] of Object.entries(foreign)) await expectNothingThere(visit(), `/${kind}/${id}`);
  });

  it('shows a teacher his own classes and families alone', { timeout: 60_000 }, async () => {
    const { page, goto, logIn, view } = visit();
    const { foreign } = await bounds(page, 'teacher2');
    const classes = await read(page, await tokenOf(page, 'teacher2'), '/classes');
    await logIn('teacher2');
    await goto('/classes');
    const rows = page.getByRole('main').getByRole(view === 'phone' ? 'listitem' : 'row');
    expect(await rows.locator('a[href^="/classes/"]').count()).toBe(classes.items.length);
    expect(await unitsOn(visit(), '/ledger')).toEqual(['者力完小']);
    for (const [kind, id] of Object.entries(foreign)) await expectNothingThere(visit(), `/${kind}/${id}`);
  });

  it('keeps pages of other roles out of the navigation, and shows nothing at their address', async () => {
    const { page, logIn } = visit();
    await logIn('teacher2');
    for (const path of ['/accounts', '/audit', '/imports', '/imports/new']) {
      expect(await page.locator(`a[href="${path}"]`).count(), path).toBe(0);
      await expectNothingThere(visit(), path);
    }
  });
});
