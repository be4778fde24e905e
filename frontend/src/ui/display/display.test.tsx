import { describe, expect, it } from 'vitest';
import { initialsOf } from './Avatar';
import { shareOf } from './Ring';

describe('figures and names', () => {
  it('show no percentage where the plan sets no target', () => {
    expect(shareOf(3, null)).toBeNull();
    expect(shareOf(3, 0)).toBe(1);
    expect(shareOf(14, 20)).toBe(0.7);
    expect(shareOf(50, 40)).toBe(1);
  });

  it('take the surname, compound ones whole', () => {
    expect(initialsOf('李明德')).toBe('李');
    expect(initialsOf('欧阳静')).toBe('欧阳');
    expect(initialsOf('Anna Bell')).toBe('AB');
  });
});
