import { expect, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { describeViews } from './support/browser';

type Proposal = { id: string; counts: { rows: number; made: number } };
type Row = { id: string; target_name: string; person_name: string | null };

describeViews('liaison', (visit, view) => {
  it('a proposal is made, edited and applied', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('office');
    await goto('/liaison/proposals');
    await expectAccessible();
    await page.getByRole('button', { name: '生成分配建议' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel('联系制度')
      .selectOption({ label: view === 'desk' ? '领导联系教职工' : '党员联系班级' });
    await expectAccessible();
    await dialog.getByRole('button', { name: '生成', exact: true }).click();
    await page.waitForURL(/\/liaison\/proposals\/[0-9a-f-]+$/);
    await page.getByText('待审').first().waitFor();
    const id = page.url().split('/').pop() ?? '';
    const token = await tokenOf(page, 'office');
    const rows: { items: Row[] } = await read(page, token, `/liaison-proposals/${id}/rows?limit=200`);
    const first = rows.items.find((row) => row.person_name);
    expect(first).toBeDefined();
    await page
      .getByRole('button', { name: `不采用 ${first?.target_name}`, exact: true })
      .first()
      .click();
    await page
      .getByRole('button', { name: `恢复采用 ${first?.target_name}`, exact: true })
      .first()
      .waitFor();
    await page.getByRole('button', { name: '按人看' }).click();
    await page.waitForURL(/view=people/);
    await expectAccessible();
    await page.getByRole('button', { name: '采用建议' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '采用建议' }).click();
    await page.getByText('已采用').first().waitFor();
    const applied: Proposal = await read(page, token, `/liaison-proposals/${id}`);
    expect(applied.counts.made).toBeGreaterThan(0);
    expect(applied.counts.made).toBeLessThan(applied.counts.rows);
  });

  it('a handover starts at the person and ends with its list', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    const token = await tokenOf(page, 'office');
    const scheme = view === 'desk' ? 'leader_grade' : 'leader_branch';
    const links: { items: { person_id: string; person_name: string }[] } = await read(
      page,
      token,
      `/liaison-links?scheme=${scheme}&limit=200`,
    );
    const from = links.items[0];
    const to = links.items.find((link) => link.person_id !== from?.person_id);
    if (!from || !to) throw new Error('no links');
    await logIn('office');
    await goto(`/personnel/${from.person_id}`);
    await page.getByRole('link', { name: '交接工作' }).click();
    await page.waitForURL(/\/liaison\/handovers\/new/);
    await page.getByRole('combobox', { name: '默认接手人' }).fill(to.person_name);
    await page
      .getByRole('listbox', { name: '默认接手人' })
      .getByRole('option', { name: to.person_name })
      .first()
      .click();
    await page.getByLabel('交接原因').fill('外出培训');
    await page.getByLabel('监交人').fill('办公室');
    await expectAccessible();
    await page.getByRole('button', { name: '完成交接' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '完成交接' }).click();
    await page.waitForURL(/\/liaison\/handovers\/[0-9a-f-]{36}$/);
    await page.getByRole('article').getByText('工作交接清单').waitFor();
    await page.getByText(`移交人（签字）：${from.person_name}`).waitFor();
    await expectAccessible();
  });

  it('cards of a class lead to whom to call, without a login', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('office');
    await goto('/liaison/cards');
    await expectAccessible();
    await page.getByRole('button', { name: '打印联系卡' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: '班级' }).click();
    await dialog.getByRole('listbox').getByRole('option').first().click();
    const printing = page.waitForResponse((answer) => answer.url().endsWith('/contact-cards/print'));
    await dialog.getByRole('button', { name: '生成', exact: true }).click();
    const sheet = await (await printing).json();
    await page.getByRole('heading', { name: `${sheet.cards.length} 张联系卡` }).waitFor();
    await expectAccessible();
    const face = sheet.faces[0];
    await page.context().clearCookies();
    await goto(`/concern${new URL(face.url).hash}`);
    await page.getByRole('heading', { name: face.person_name }).waitFor();
    expect(await page.getByRole('link', { name: /拨打/ }).getAttribute('href')).toBe(`tel:${face.phone}`);
    await expectAccessible();
  });
});
