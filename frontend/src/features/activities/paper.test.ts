import { expect, it } from 'vitest';
import { isEmpty, itemOf, missing, rowAfter } from './paper';

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
