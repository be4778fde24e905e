import { describe, expect, it } from 'vitest';
import { countingSheets, formula, gradeName, isScored } from './model';

const group = { code: 'g', name: '组', weight: '100', score: null, missing: null, raters: 1, dimensions: [] };
const sheet = (sheet_id: string, set_aside_reason: string | null) => ({
  sheet_id,
  assessor_name: null,
  set_aside_reason,
  dimensions: [],
});

describe('how a result came about', () => {
  it('writes the score as a sum of what counts', () => {
    const parts = [
      { part: 'organisational' as const, weight: '60', score: '95.6000', groups: [] },
      { part: 'mass' as const, weight: '40', score: '97.0000', groups: [] },
    ];
    expect(formula({ parts, score: '96.16' })).toBe('(60 × 95.6000 + 40 × 97.0000) ÷ 100 = 96.16');
  });

  it('leaves out a part that does not count', () => {
    const parts = [
      { part: 'organisational' as const, weight: '62.5', score: '80.0000', groups: [] },
      { part: 'mass' as const, weight: '37.5', score: null, groups: [] },
    ];
    expect(formula({ parts, score: '80.00' })).toBe('(62.5 × 80.0000) ÷ 62.5 = 80.00');
    expect(formula({ parts: [], score: null })).toBeNull();
  });

  it('knows which sheets still count', () => {
    const groups = [{ ...group, sheets: [sheet('1', null), sheet('2', '应当回避')] }];
    const parts = [{ part: 'organisational' as const, weight: '1', score: null, groups }];
    expect(countingSheets({ parts }).map((one) => one.sheet_id)).toEqual(['1']);
  });

  it('names grades as the scheme does', () => {
    const grades = [{ code: 'excellent', name: '优秀', value: '100' }];
    expect(gradeName(grades, 'excellent')).toBe('优秀');
    expect(gradeName(grades, 'other')).toBe('other');
    expect(gradeName(grades, null)).toBeNull();
  });

  it('is there from scoring on', () => {
    expect(
      ['draft', 'open', 'sealed', 'scored', 'published', 'archived'].filter((state) =>
        isScored(state as 'draft'),
      ),
    ).toEqual(['scored', 'published', 'archived']);
  });
});
