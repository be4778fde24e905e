import { describe, expect, it } from 'vitest';
import { follows, type Heard } from './callback';

const known = { anonymous: false, calls: 0, decides: true };
const heard = (more: Partial<Heard> = {}): Heard => ({
  reached: true,
  satisfaction: '',
  reasonable: null,
  ...more,
});

describe('what follows a call-back', () => {
  it('is unknown until the answer is there', () => {
    expect(follows(heard(), known)).toBeNull();
    expect(follows(heard({ satisfaction: 'unsatisfied' }), known)).toBeNull();
  });

  it('closes when satisfied, goes on when unsatisfied with reason', () => {
    expect(follows(heard({ satisfaction: 'basically_satisfied' }), known)?.what).toBe('closes');
    const unsatisfied = { satisfaction: 'unsatisfied' } as const;
    expect(follows(heard({ ...unsatisfied, reasonable: true }), known)?.what).toBe('goes_on');
    expect(follows(heard({ ...unsatisfied, reasonable: false }), known)?.what).toBe('closes_unreasonable');
  });

  it('waits for the office when somebody else heard the dissatisfaction', () => {
    const unsatisfied = heard({ satisfaction: 'unsatisfied' });
    expect(follows(unsatisfied, { ...known, decides: false })?.what).toBe('waits');
  });

  it('tries three times when nobody is reached, and never for an anonymous concern', () => {
    const nobody = heard({ reached: false });
    expect(follows(nobody, known)).toEqual({ what: 'stays', left: 2 });
    expect(follows(nobody, { ...known, calls: 1 })).toEqual({ what: 'stays', left: 1 });
    expect(follows(nobody, { ...known, calls: 2 })?.what).toBe('closes_unreached');
    expect(follows(nobody, { ...known, anonymous: true })?.what).toBe('closes_anonymous');
  });
});
