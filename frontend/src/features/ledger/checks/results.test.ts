import { describe, expect, it } from 'vitest';
import { lastMonth } from './ChecksPage';
import { type Draw, resultsOf } from './results';

describe('the results of a draw', () => {
  it('leave out what there is none of', () => {
    const draw = {
      satisfied: 3,
      basically_satisfied: 0,
      unsatisfied: 1,
      unreached: 0,
      told_to_say: 1,
    } as Draw;
    expect(resultsOf(draw, (name, count) => `${name} ${count}`)).toBe('satisfied 3 · unsatisfied 1 · told 1');
  });
});

describe('the month that can be drawn', () => {
  it('is the one before this', () => {
    expect(lastMonth('2026-11-26')).toBe('2026-10-31');
    expect(lastMonth('2026-03-01')).toBe('2026-02-28');
  });
});
