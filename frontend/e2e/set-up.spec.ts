// From a school that has its units, an administrator and an office, to a school at work: a story, told in order.
// It is written at the desk; the phone reads what came of it.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { read, tokenOf } from './support/api';
import { become, describeView, type Visit } from './support/browser';

const village = '者力完小';
const password = 'Pine-and-paper-2026';

const main = (page: Page) => page.getByRole('main');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses the dialog's own button and waits until the server has agreed. */
async function agree(page: Page, name: string) {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

type Sheet = string | { name: string; mimeType: string; buffer: Buffer };

/** Uploads a sheet in the wizard, from its first page to the preview. */
async function upload({ page, goto }: Visit, kind: '教师表' | '学生表', sheet: Sheet) {
  await goto('/imports');
  await page.getByRole('link', { name: `开始导入：${kind}` }).click();
  await page.getByLabel('文件', { exact: true }).setInputFiles(sheet);
  await button(page, '上传并核对').click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/, { timeout: 30_000 });
  await page.getByText('表格里读到了什么').waitFor();
}

/** What the preview would do, or the import has done. */
async function figures(page: Page) {
  const parts = main(page).locator('div:has(> b + span)');
  const found = ['新增', '更新', '无变化', '拒绝'].map(async (label) => {
    const words = await parts.filter({ hasText: label }).first().textContent();
    return Number(words?.replace(label, '').replaceAll(',', ''));
  });
  const [create = 0, update = 0, unchanged = 0, rejected = 0] = await Promise.all(found);
  return { create, update, unchanged, rejected };
}

async function write(page: Page) {
  const label = (await page.getByRole('button', { name: /^写入 .* 行$/ }).textContent()) ?? '';
  await button(page, label).click();
  await agree(page, label);
}

const imported = (page: Page) => page.getByRole('heading', { name: '导入完成' }).waitFor({ timeout: 60_000 });

/** Who has this staff number in the imported sheet. */
async function staff(page: Page, number: string): Promise<{ id: string; name: string }> {
  const token = await tokenOf(page, 'office', 'emptyUrl');
  const found = await read(page, token, `/personnel?staff_number=${number}`, 'emptyUrl');
  return found.items[0];
}

/** One blank place of the matrix becomes a link. */
async function tie(page: Page, person: string, target: string) {
  await button(page, `${person} 与 ${target}：没有联系，点按建立`).click();
  await page.getByText(`${person} 将联系 ${target}。`).waitFor();
  await agree(page, '建立联系');
  await button(page, `${person} 联系 ${target}，还没有联系记录，点按查看`).waitFor();
}

/** A figure of one scheme on the page of coverage. */
const gaps = (page: Page, scheme: string) =>
  page.getByRole('region', { name: scheme }).getByRole('link', { name: /没有人联系/ });

describeView(
  'desk',
  'setting up a school',
  (visit) => {
    it('imports the teacher sheet, and changes nothing when it comes again', async () => {
      const { page, logIn, expectAccessible } = visit();
      await logIn('office');
      const teachers = join(inject('sheets'), 'teachers.xlsx');
      await upload(visit(), '教师表', teachers);
      const { create, update, ...others } = await figures(page);
      expect(create + update).toBe(150);
      expect(others).toEqual({ unchanged: 0, rejected: 0 });
      await expectAccessible();
      await write(page);
      await imported(page);
      await upload(visit(), '教师表', teachers);
      expect(await figures(page)).toEqual({ create: 0, update: 0, unchanged: 150, rejected: 0 });
      await page.getByText('没有要写入的行：记录已与表格一致。').waitFor();
      expect(await page.getByRole('button', { name: /^写入/ }).count()).toBe(0);
    });

    it('imports the pupil sheet with its progress, and makes the classes', { timeout: 90_000 }, async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      await logIn('office');
      const pupils = join(inject('sheets'), 'pupils.xlsx');
      await upload(visit(), '学生表', pupils);
      const before = await figures(page);
      expect(before.create).toBeGreaterThan(1500);
      await page.getByText('写入时会建立 51 个新班级').waitFor();
      await write(page);
      await page.getByRole('progressbar', { name: '正在写入' }).waitFor();
      await imported(page);
      expect(await figures(page)).toEqual(before);
      await expectAccessible();
      await upload(visit(), '学生表', pupils);
      expect(await figures(page)).toEqual({ create: 0, update: 0, unchanged: before.create, rejected: 0 });
      await goto('/classes');
      await page.getByText('共 51 条').waitFor();
    });

    it('shows a wrong row with its cell, and takes it once it is mended in place', async () => {
      const { page, logIn, expectAccessible, shoot } = visit();
      await logIn('office');
      const lines = ['姓名,性别,教职工号', '李春燕,女,DDJ8001', '周建华,不详,DDJ8002', ''];
      await upload(visit(), '教师表', {
        name: '新教师.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(lines.join('\n')),
      });
      expect(await figures(page)).toEqual({ create: 1, update: 0, unchanged: 0, rejected: 1 });
      await shoot('import');
      await main(page).getByRole('link', { name: '周建华' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('现在是：不详').waitFor();
      await expectAccessible();
      await dialog.getByLabel('性别').fill('男');
      await agree(page, '改好，重新核对');
      await expect.poll(() => figures(page)).toEqual({ create: 2, update: 0, unchanged: 0, rejected: 0 });
      await write(page);
      await imported(page);
    });

    it('opens an account for the principal, who sets his password by the one-time link', async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      const person = await staff(page, 'DDJ0002');
      await logIn('admin');
      await goto('/accounts');
      await button(page, '新建账号').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: '对应教职工' }).fill(person.name);
      await dialog
        .getByRole('option', { name: new RegExp(person.name) })
        .first()
        .click();
      await dialog.getByRole('textbox', { name: '账号' }).fill('principal');
      await dialog.getByLabel('角色').selectOption({ label: '校长' });
      await dialog.getByRole('combobox', { name: '单位' }).fill('大地基');
      await dialog.getByRole('option', { name: /大地基乡中心小学/ }).click();
      await agree(page, '建立账号');
      const slip = page.getByRole('list', { name: '一次性设置单' }).getByRole('listitem');
      await expectAccessible();
      const code = (await slip.locator('code').last().textContent()) ?? '';

      await page.context().clearCookies();
      await goto(`/setup#${code}`);
      expect(await page.getByLabel('设置码').inputValue()).toBe(code);
      await page.getByLabel('新密码', { exact: true }).fill(password);
      await page.getByLabel('再输一次新密码').fill(password);
      await button(page, '设置密码并进入').click();
      await page.getByRole('heading', { level: 1, name: new RegExp(person.name) }).waitFor();
    });

    it('corrects the ranks that the sheet does not know', async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      const { id } = await staff(page, 'DDJ0002');
      await logIn('office');
      await goto(`/personnel/${id}`);
      const ranks = page.getByRole('region', { name: '职级' });
      await ranks.getByRole('button', { name: '更正' }).click();
      await page.getByRole('dialog').getByLabel('职级').selectOption({ label: '校级' });
      await expectAccessible();
      await agree(page, '保存');
      await ranks.getByText('校级').waitFor();
    });

    it('drafts a plan from the template that ships, which the principal adopts', async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      await logIn('office');
      await goto('/plan');
      await page.getByRole('link', { name: '从模板新建' }).first().click();
      await page.getByRole('radio').first().waitFor();
      await button(page, '建立草稿').click();
      await page.getByText('这是草稿，还没有约束力。').waitFor();
      await page.getByText('与模板完全一致。').waitFor();
      const path = new URL(page.url()).pathname;

      await become(visit(), 'principal', password);
      await goto(path);
      await button(page, '施行方案').click();
      await expectAccessible();
      await agree(page, '施行方案');
      await page.getByText('施行中', { exact: true }).waitFor();
    });

    it('ties a leader to a village school, a grade and a teacher in the matrix', async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      const [leader, teacher] = [await staff(page, 'DDJ0002'), await staff(page, 'DDJ0070')];
      await logIn('office');
      await goto('/liaison?scheme=leader_branch');
      await tie(page, leader.name, village);
      await page.getByLabel('联系制度').selectOption({ label: '领导联系年级' });
      await tie(page, leader.name, '大地基乡中心小学三年级');
      await page.getByLabel('联系制度').selectOption({ label: '领导联系教职工' });
      await tie(page, leader.name, teacher.name);
      await expectAccessible();
    });

    it('derives teachers and families from who teaches whom', async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      const teacher = await staff(page, 'DDJ0070');
      await logIn('office');
      await goto('/classes?grade=3');
      await main(page).getByRole('row').filter({ hasText: village }).getByRole('link').first().click();
      const pupils = Number(
        /(\d+) 人/.exec(
          (await page
            .getByText(/^\d+ 人/)
            .first()
            .textContent()) ?? '',
        )?.[1],
      );
      await button(page, '安排任课').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: '教师', exact: true }).fill(teacher.name);
      await dialog
        .getByRole('option', { name: new RegExp(teacher.name) })
        .first()
        .click();
      await dialog.getByLabel('学科').fill('语文');
      await dialog.getByLabel('担任班主任').check();
      await agree(page, '保存');
      await page.getByText(`班主任 ${teacher.name}`).waitFor();

      await goto('/liaison/families');
      await button(page, '一键按任课生成').click();
      await page.getByText('将新建，例如').waitFor();
      await expectAccessible();
      await agree(page, '生成');
      const said = await page.getByText(/^新建 \d+ 条，结束 0 条$/).textContent();
      const made = Number(/\d+/.exec(said ?? '')?.[0]);
      expect(made).toBeGreaterThan(0);
      expect(made, 'siblings share a family').toBeLessThanOrEqual(pupils);
      await page.getByText(`共 ${made} 条`).waitFor();
    });

    it('says who has nobody, today and on a day gone by, and opens the list of them', async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      await logIn('principal', password);
      await goto('/liaison/coverage');
      const link = gaps(page, '领导联系完小');
      expect(await link.textContent()).toMatch(/3$/);
      await expectAccessible();
      await link.click();
      await page.getByRole('heading', { level: 1, name: '没有人联系的对象' }).waitFor();
      const names = () => main(page).locator('tbody tr td:first-child').allTextContents();
      await expect.poll(names).toHaveLength(3);
      expect(await names()).not.toContain(village);

      const past = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
      await goto(`/liaison/coverage?on=${past}`);
      await page.getByText('的情况，不是今天的。').waitFor();
      expect(await link.textContent()).toMatch(/4$/);
      await link.click();
      await page.waitForURL((url) => url.searchParams.get('on') === past);
      await expect.poll(names).toContain(village);
    });
  },
  'emptyUrl',
);

describeView(
  'phone',
  'the school that was set up at the desk',
  (visit) => {
    it('reads its imports, its plan, its liaison and its coverage', { timeout: 60_000 }, async () => {
      const { page, goto, logIn, expectAccessible } = visit();
      const leader = await staff(page, 'DDJ0002');
      await logIn('office');
      await goto('/imports');
      await page.getByText('新教师.csv').waitFor();
      await expectAccessible();
      await page
        .getByRole('link', { name: /pupils\.xlsx/ })
        .last()
        .click();
      await page.getByRole('heading', { name: '导入完成' }).waitFor();
      await expectAccessible();
      await goto('/plan');
      await page.getByRole('link', { name: /施行中/ }).click();
      await page.getByRole('heading', { level: 2, name: '职责' }).waitFor();
      await expectAccessible();
      await goto('/liaison?scheme=leader_branch');
      await main(page)
        .getByRole('listitem')
        .filter({ hasText: leader.name })
        .getByText(village)
        .first()
        .waitFor();
      await expectAccessible();
      await goto('/liaison/coverage');
      await gaps(page, '领导联系完小').click();
      const list = page.getByRole('region', { name: '没有人联系的对象' });
      await expect.poll(() => list.getByRole('listitem').count()).toBe(3);
      await expectAccessible();
    });
  },
  'emptyUrl',
);
