import { describe, expect, it } from 'vitest';
import { daysOf, drawn } from './words';

describe('words of reports', () => {
  it('ends a month on its last day', () => {
    expect(daysOf('2026-02')).toEqual({ from: '2026-02-01', until: '2026-02-28' });
    expect(daysOf('2024-02').until).toBe('2024-02-29');
    expect(daysOf('2026-12').until).toBe('2026-12-31');
  });

  it('joins English sentences with a space and Chinese ones without', () => {
    const section = (texts: string[]) => ({
      code: 'overview',
      heading: '',
      text: '',
      edited: false,
      statements: texts.map((text) => ({ text, figures: [] })),
    });
    expect(drawn(section(['One.', 'Two.']))).toBe('One. Two.');
    expect(drawn(section(['一。', '二。']))).toBe('一。二。');
    expect(drawn(section([]))).toBe('');
  });
});
