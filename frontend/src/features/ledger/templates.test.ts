import { describe, expect, it } from 'vitest';
import { filled, withTemplate } from './templates';

describe('templates', () => {
  it('take number, unit and title from the entry', () => {
    const entry = { number: 'DC-2026-0001', unit_name: '东村完小', title: '午餐不热' };
    expect(filled('您反映的“{标题}”（{编号}）已由{单位}办结。', entry)).toBe(
      '您反映的“午餐不热”（DC-2026-0001）已由东村完小办结。',
    );
  });

  it('never replace what was written', () => {
    expect(withTemplate('', '谢谢。')).toBe('谢谢。');
    expect(withTemplate('已换保温箱。 ', '谢谢。')).toBe('已换保温箱。\n谢谢。');
  });
});
