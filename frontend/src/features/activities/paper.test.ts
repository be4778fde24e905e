import { expect, it } from 'vitest';
import { isEmpty, itemOf, missing, PAPER_KINDS, restoreRows, rowAfter } from './paper';

it('goes on in the next row with the same day and person', () => {
  const first = { ...rowAfter(), day: '2026-11-20', person: [{ id: 'p1', label: '杨老师' }], text: '写了' };
  const next = rowAfter(first);
  expect(next).toMatchObject({ day: '2026-11-20', person: [{ id: 'p1' }], text: '' });
  expect(next.id).not.toBe(first.id);
  expect(isEmpty(next)).toBe(true);
});

it('says what a row lacks, then sends it like a record of its own', () => {
  const row = { ...rowAfter(), day: '2026-11-20', text: '奶奶在家照看。' };
  expect(missing('home_visit', row)).toBe('target');
  const whole = {
    ...row,
    target: [{ id: 'h1', label: '李明家', pupils: [{ id: 's1', name: '李明', class_name: '' }] }],
  };
  expect(missing('home_visit', whole)).toBeNull();
  expect(itemOf('home_visit', whole)).toMatchObject({
    id: row.id,
    submit: true,
    happened_on: '2026-11-20',
    details: { home_visit: { household_id: 'h1', student_ids: ['s1'] } },
  });
  expect(missing('lesson_observation', whole)).toBe('teacher');
});

it('begins at the unit of the paper, which alone is nothing yet', () => {
  const place = [{ id: 'u1', label: '者力完小' }];
  const row = rowAfter(undefined, place);
  expect(isEmpty(row, place)).toBe(true);
  expect(isEmpty({ ...row, target: [{ id: 'u2', label: '腊脚完小' }] }, place)).toBe(false);
  expect(itemOf('branch_visit', { ...row, text: '看了食堂。' }).details).toEqual({
    branch_visit: { unit_id: 'u1' },
  });
});

it('names the short field that is missing, of every kind', () => {
  const row = { ...rowAfter(), target: [{ id: 'u1', label: '者力完小' }], text: '写了两句。' };
  expect(missing('reception', row)).toMatchObject({ name: 'visitors' });
  expect(missing('reception', { ...row, lines: { visitors: '村民' } })).toMatchObject({ name: 'matter' });
  const filled = {
    subject: '数学',
    title: '开放日',
    visitors: '村民',
    matter: '修路',
    nights: '2',
    work: '种菜',
    grade_no: '3',
  };
  const whole = { ...row, lines: filled, teacher: [{ id: 'p1', label: '李国强' }] };
  for (const kind of PAPER_KINDS) expect(missing(kind, whole)).toBeNull();
  expect(itemOf('stay_in', whole).details).toMatchObject({
    stay_in: { unit_id: 'u1', nights: 2, paid: false },
  });
});

it('keeps what was typed before there were several short fields', () => {
  const { lines: _, ...old } = rowAfter();
  const [row] = restoreRows('other', [{ ...old, short: '家长开放日' } as never]);
  expect(row?.lines).toEqual({ title: '家长开放日' });
});
