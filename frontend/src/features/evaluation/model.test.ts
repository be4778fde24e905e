import { describe, expect, it } from 'vitest';
import { freshCode, fromSchoolClock, onSchoolClock, share, sum } from './model';

describe('weights', () => {
  it('add up exactly, though floats would not', () => {
    expect(sum(['0.1', '0.2'])).toBe('0.3');
    expect(sum(['33.33', '33.33', '33.34'])).toBe('100');
    expect(sum(['60', 'x', ''])).toBe('60');
  });

  it('have a share among their like', () => {
    expect(share('30', ['30', '90'])).toBe(0.25);
    expect(share('0', ['0'])).toBe(0);
  });
});

it('a new code is one that nobody has', () => {
  expect(freshCode('item', [])).toBe('item_1');
  expect(freshCode('item', ['item_2'])).toBe('item_3');
});

it('closing times are those of the clock of the schools, wherever the browser is', () => {
  expect(onSchoolClock('2026-11-20T10:00:00Z')).toBe('2026-11-20T18:00');
  expect(fromSchoolClock('2026-11-20T18:00')).toBe('2026-11-20T10:00:00.000Z');
  expect(onSchoolClock(null)).toBe('');
});
