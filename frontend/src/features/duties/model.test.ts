import { describe, expect, it } from 'vitest';
import { figureOf, toneOf } from './model';

describe('duties', () => {
  it('shows no comparison where the plan sets no number', () => {
    expect(figureOf({ actual: 3, rest: null })).toBe('3');
    expect(figureOf({ actual: 26, rest: 40 })).toBe('26/40');
    expect(figureOf({ actual: null, rest: 1 })).toBeNull();
  });

  it('is never red', () => {
    expect(toneOf('behind')).toBe('amber');
    expect(toneOf('no_target')).toBe('grey');
  });
});
