import { expect, it } from 'vitest';
import { describeViews } from './support/browser';

/** A list of classes as nobody else writes it. */
const sheet = (view: string) => {
  const letters = { desk: 41, phone: 42 }[view] ?? 43;
  return `哪个学校,哪个班,备注\n者力完小,三年级${letters}班,新开\n者力完小,快乐班,看不懂\n`;
};

describeViews('a sheet with headers of its own', (visit, view) => {
  it('is mapped once, checked, written and taken back', async () => {
    const { page, goto, logIn, expectAccessible, expectContrast } = visit();
    await logIn('office');
    await goto('/imports');
    await page.getByRole('link', { name: '开始导入：班级表' }).waitFor();
    await expectAccessible();
    await page.getByRole('link', { name: '开始导入：班级表' }).click();
    const file = {
      name: '班级.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(sheet(view)),
    };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('列对照').waitFor();
    // The second of the two views finds the headers remembered.
    const column = page.getByLabel('“哪个班”读作');
    if (!(await column.isVisible())) await page.getByText('列对照').click();
    await column.selectOption({ label: '班级 *' });
    await page.getByLabel('“哪个学校”读作').selectOption({ label: '学校' });
    await expectAccessible();
    await expectContrast();
    await page.getByRole('button', { name: '上传并核对' }).click();

    await page.getByText('看不懂班级').first().waitFor();
    await page.getByRole('button', { name: '写入 1 行' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '写入 1 行' }).click();
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    await expectAccessible();
    await page.getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByText('这次导入写入的记录都已撤销。').waitFor();
    await expectAccessible();
    expect(await page.getByRole('button', { name: '撤销这次导入' }).count()).toBe(0);
  });
});
