import { describe, expect, it } from 'vitest';
import { outOfRange, read, USUAL, written } from './model';

describe('limits in a form', () => {
  it('come back as they were', () => {
    expect(read(written(USUAL))).toEqual(USUAL);
  });

  it('are refused outside their range, and when they are no numbers', () => {
    const values = {
      ...written(USUAL),
      sign_days: '0',
      outer_days: '61',
      extension_days: '0',
      normal_days: '',
    };
    expect(outOfRange(values).map(({ name }) => name)).toEqual(['sign_days', 'normal_days', 'outer_days']);
  });
});
