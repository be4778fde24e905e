import { expect, it } from 'vitest';
import { orderKinds } from './own';
import type { Kind } from './words';

const none = new Set<Kind>();

it('offers first what the duties ask for, then what the role suggests, and always everything', () => {
  expect(orderKinds(none, ['teacher'])[0]).toBe('home_visit');
  expect(orderKinds(none, ['leader', 'teacher'])[0]).toBe('branch_visit');
  expect(orderKinds(new Set<Kind>(['home_visit']), ['leader'])).toEqual([
    'home_visit',
    'branch_visit',
    'lesson_observation',
  ]);
});
