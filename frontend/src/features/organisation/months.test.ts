import { describe, expect, it } from 'vitest';
import { monthsBetween } from './months';

describe('the months of a term', () => {
  it('run over the turn of the year', () => {
    expect(monthsBetween('2026-11-30', '2027-01-15')).toEqual(['2026-11', '2026-12', '2027-01']);
  });

  it('wait for both dates', () => {
    expect(monthsBetween('', '2027-01-15')).toEqual([]);
    expect(monthsBetween('2026-11-30', '')).toEqual([]);
    expect(monthsBetween('2027-01-15', '2026-11-30')).toEqual([]);
  });
});
