import { expect, it } from 'vitest';
import { cents, yuan } from './money';

it('reads yuan as people type them', () => {
  expect([cents('45'), cents(' 45.5 '), cents('0.05'), cents('')]).toEqual([4500, 4550, 5, null]);
  expect([cents('45 元'), cents('-1'), cents('1.234')]).toEqual([undefined, undefined, undefined]);
});

it('writes cents only where there are any', () => {
  expect([yuan(4500), yuan(4550), yuan(5)]).toEqual(['45', '45.50', '0.05']);
});
