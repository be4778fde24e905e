import { describe, expect, it } from 'vitest';
import { figureOf, pageOf, toneOf } from './model';

describe('duties', () => {
  it('opens the page that lists the records behind a number', () => {
    expect(pageOf({ path: '/api/v1/activities?kind=home_visit&happened_on[gte]=2026-08-31' })).toBe(
      '/activities?kind=home_visit&happened_on[gte]=2026-08-31',
    );
    expect(pageOf({ path: '/api/v1/duty-progress/targets?duty_code=home_visit' })).toBe(
      '/duties/targets?duty_code=home_visit',
    );
    expect(pageOf({ path: '/api/v1/teaching-assignments?person_id=1' })).toBeNull();
    expect(pageOf(null)).toBeNull();
  });

  it('shows no comparison where the plan sets no number', () => {
    expect(figureOf({ actual: 3, target: null })).toBe('3');
    expect(figureOf({ actual: 26, target: 40 })).toBe('26/40');
    expect(figureOf({ actual: null, target: 1 })).toBeNull();
  });

  it('is never red', () => {
    expect(toneOf('behind')).toBe('amber');
    expect(toneOf('no_target')).toBe('grey');
  });
});
