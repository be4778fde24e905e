import { expect, it } from 'vitest';
import { orderKinds } from './own';
import { KINDS, type Kind } from './words';

const none = new Set<Kind>();

it('offers first what the duties ask for, then what the role suggests, and always everything', () => {
  expect(orderKinds(none, ['teacher'])[0]).toBe('home_visit');
  expect(orderKinds(none, ['leader', 'teacher'])[0]).toBe('branch_visit');
  const ordered = orderKinds(new Set<Kind>(['home_visit']), ['leader']);
  expect(ordered.slice(0, 3)).toEqual(['home_visit', 'branch_visit', 'lesson_observation']);
  expect(ordered.toSorted()).toEqual([...KINDS].toSorted());
});
