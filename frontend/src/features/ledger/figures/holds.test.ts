import { describe, expect, it } from 'vitest';
import { lasting } from './Holds';

describe('how long a stage lasted', () => {
  it('is said in hours below two days, in days from there on', () => {
    expect(lasting(90)).toEqual({ unit: 'hours', value: 1.5 });
    expect(lasting(2879)).toEqual({ unit: 'hours', value: 48 });
    expect(lasting(2880)).toEqual({ unit: 'days', value: 2 });
    expect(lasting(20_000)).toEqual({ unit: 'days', value: 13.9 });
  });
});
