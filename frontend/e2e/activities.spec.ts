import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { become, describeViews, type Visit } from './support/browser';

/** My own duty of home visits, as my day says it: 本学期家访 73/84 名学生. */
async function visitedPupils({ page, goto }: Visit): Promise<number> {
  await goto('/');
  const words = await page
    .getByText(/家访 \d+\/\d+/)
    .first()
    .textContent();
  return Number(/家访 (\d+)\//.exec(words ?? '')?.[1]);
}

async function submitted(page: Page): Promise<string> {
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.waitForURL((url) => url.searchParams.has('done'));
  await page.getByRole('heading', { name: /^已提交/ }).waitFor();
  return new URL(page.url()).searchParams.get('done') ?? '';
}

async function move(page: Page, name: string, reason?: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  if (reason) await dialog.getByLabel('原因').fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

describeViews('recording what was done', (visit) => {
  it('takes a teacher from an unvisited family to a counted visit, and loses no word on the way', async () => {
    const { page, goto, logIn, theme, expectAccessible } = visit();
    await logIn('teacher2');
    const before = await visitedPupils(visit());
    await page
      .getByRole('link', { name: /记家访/ })
      .first()
      .click();
    const words = page.getByLabel('交流记录');
    await words.fill('奶奶在家照看，孩子作业能按时完成。家长希望学校开放图书角。');
    await page.getByText(/草稿已存在本机/).waitFor();
    await page.reload();
    await words.waitFor();
    expect(await words.inputValue()).toContain('图书角');
    await expectAccessible();
    await theme('dark');
    await words.waitFor();
    await expectAccessible();
    const present = await page.getByRole('group', { name: '在场的学生' }).getByRole('button').count();

    const id = await submitted(page);
    const after = await visitedPupils(visit());
    expect(after).toBeGreaterThan(before);
    expect(after - before).toBeLessThanOrEqual(present);

    // Made void, so that this test finds the same families next time.
    await goto(`/activities/${id}`);
    await move(page, '作废', '测试记录');
    await page.getByText('作废原因：测试记录').first().waitFor();
    expect(await visitedPupils(visit())).toBe(before);
  });

  it('has a visit to a village school returned, corrected and confirmed by its principal', async () => {
    const { page, goto, logIn, theme, expectAccessible } = visit();
    await logIn('vice1');
    await goto('/record');
    await expectAccessible();
    await page.getByRole('link', { name: /深入完小/ }).click();
    await page.getByText(/提交后由水卷槽完小的.+确认/).waitFor();
    await page.getByLabel('走访记要').fill('与教师座谈。');
    await page.getByRole('button', { name: '+ 查看了食堂明厨亮灶和食品留样' }).click();
    const id = await submitted(page);

    await become(visit(), 'branch3');
    await goto('/activities?waiting_for_me=true');
    await page.locator(`a[href="/activities/${id}"]`).first().click();
    await page.getByText('与教师座谈。查看了食堂明厨亮灶和食品留样。').first().waitFor();
    await move(page, '退回', '没有去宿舍');

    await become(visit(), 'vice1');
    await goto('/activities?mine=true&status=returned');
    await page.locator(`a[href="/activities/${id}"]`).first().click();
    await page.getByText('退回原因：没有去宿舍').first().waitFor();
    await page.getByRole('button', { name: '修改', exact: true }).click();
    await page.getByLabel('走访记要').fill('与教师座谈，查看了食堂。');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('待确认').first().waitFor();

    await become(visit(), 'branch3');
    await goto(`/activities/${id}`);
    await move(page, '确认');
    await page.getByText('已确认').first().waitFor();
    await expectAccessible();
    await theme('dark');
    await expectAccessible();
  });

  it('has a lesson observation confirmed by the teacher observed', async () => {
    const { page, goto, logIn, theme, expectAccessible } = visit();
    await logIn('teacher2');
    const greeting = await page.getByRole('heading', { level: 1, name: /，/ }).textContent();
    const teacher = greeting?.split('，')[1] ?? '';

    await become(visit(), 'vice1');
    await goto('/record?kind=lesson_observation');
    await page.getByLabel('学校').selectOption({ label: '者力完小' });
    await page.getByLabel('班级').selectOption({ label: '一年级' });
    await page.getByRole('button', { name: new RegExp(`^${teacher} ·`) }).click();
    await page.getByText(`提交后由授课教师${teacher}确认`).waitFor();
    expect(await page.getByLabel('学科').inputValue()).not.toBe('');
    await page.getByLabel('课题').fill('小蝌蚪找妈妈');
    await page.getByLabel('听课记要').fill('情境贴近生活，学生敢说。');
    const id = await submitted(page);

    await become(visit(), 'teacher2');
    await goto('/activities?waiting_for_me=true');
    await expectAccessible();
    await theme('dark');
    await expectAccessible();
    await page.locator(`a[href="/activities/${id}"]`).first().click();
    await page.getByText('未议课').first().waitFor();
    await move(page, '确认');
    await page.getByText('已确认').first().waitFor();
  });

  it('enters a parents’ meeting from the list of the class, one tap for who did not come', async () => {
    const { page, goto, logIn, theme, expectAccessible } = visit();
    await logIn('teacher2');
    await goto('/record?kind=parents_meeting');
    await page.getByLabel('班级').selectOption({ index: 1 });
    const pupils = page.getByRole('button', { name: / 到$/ });
    await pupils.nth(1).waitFor();
    const due = await pupils.count();
    await pupils.first().click();
    await page.getByText(`应到 ${due} · 实到 ${due - 1} · 缺席 1`).waitFor();
    await page.getByLabel('主要内容').fill('通报班级情况，商量放学路上的安全。');
    await expectAccessible();
    await page.getByText(/草稿已存在本机/).waitFor();
    await theme('dark');
    await page.getByText(`应到 ${due} · 实到 ${due - 1} · 缺席 1`).waitFor();
    await expectAccessible();
    const id = await submitted(page);
    await goto(`/activities/${id}`);
    await page
      .getByText(`应到 ${due} · 实到 ${due - 1} · 缺席 1`)
      .first()
      .waitFor();
    await expectAccessible();
    await move(page, '作废', '测试记录');
    await page.getByText('作废原因：测试记录').first().waitFor();
  });

  it('takes records from paper row by row, and keeps the row that was refused', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('teacher2');
    await goto('/activities/paper?kind=other');
    const rows = page.getByRole('main').locator('[data-row]');
    await rows.nth(0).getByRole('combobox', { name: '单位' }).click();
    await page.getByRole('option', { name: /者力完小/ }).click();
    await rows.nth(0).getByLabel('标题').fill('家长开放日');
    await rows.nth(0).getByLabel('内容').fill('家长进课堂，随后座谈。');
    await rows.nth(0).getByLabel('内容').press('Enter');
    await rows.nth(1).getByLabel('标题').fill('没有写单位');
    await expectAccessible();
    await page.getByRole('button', { name: '提交 2 条' }).click();
    await page.getByText('这一批已提交 1 条。').waitFor();
    await page.getByText('请选择对象').waitFor();
    expect(await rows.nth(0).getByLabel('标题').inputValue()).toBe('没有写单位');
    await goto('/activities?mine=true&kind=other');
    await page.getByText('家长开放日').first().click();
    await move(page, '作废', '测试记录');
  });

  it('sets who confirms, for what is handed in from then on', async () => {
    const { page, goto, logIn, expectAccessible } = visit();
    await logIn('office');
    await goto('/organisation');
    const choice = page.getByLabel('家委会：确认人');
    await choice.selectOption({ label: '单位负责人' });
    await page.getByText('已保存').first().waitFor();
    await page.reload();
    await choice.waitFor();
    expect(await choice.inputValue()).toBe('unit_head');
    await expectAccessible();
    await choice.selectOption({ label: '无需确认' });
    await page.getByText('已保存').first().waitFor();
  });
});
