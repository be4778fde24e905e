import { expect, it } from 'vitest';
import { bodyOf, withContent } from '../new-entry';
import { lacks, rowAfter, worth } from './rows';

it('goes on with how the paper came in, and with a fresh id', () => {
  const first = { ...rowAfter('u1'), channel: 'letter' as const, happened_on: '2026-11-20', name: '李大山' };
  const next = rowAfter('u1', first);
  expect(next).toMatchObject({ channel: 'letter', happened_on: '2026-11-20', name: '', unit_id: 'u1' });
  expect(next.id).not.toBe(first.id);
  expect(worth(next)).toBe(false);
});

it('says what a row lacks, then is sent as an entry with its title', () => {
  const row = { ...rowAfter('u1'), ...withContent(rowAfter('u1'), '午餐送到时已经凉了，希望保温。') };
  expect(lacks(row, '2026-11-26')).toBe('category');
  const whole = { ...row, category_id: 'c1' };
  expect(lacks(whole, '2026-11-26')).toBeNull();
  expect(lacks({ ...whole, phone: '13800001111' }, '2026-11-26')).toBe('name');
  expect(bodyOf(whole)).toMatchObject({ id: whole.id, unit_id: 'u1', category_id: 'c1' });
  expect(bodyOf(whole).title).not.toBe('');
});
