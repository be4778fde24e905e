import { describe, expect, it } from 'vitest';
import { formats, today } from './format';

const zh = formats('zh-CN');
const en = formats('en');

describe('dates', () => {
  it('follow the language of the page', () => {
    expect(zh.date('2026-03-01')).toBe('2026年3月1日');
    expect(en.date('2026-03-01')).toBe('1 March 2026');
  });

  it('show instants on the clock of the school', () => {
    expect(zh.dateTime('2026-11-22T16:05:00Z')).toBe('11/23 00:05');
    expect(today(new Date('2026-11-22T16:05:00Z'))).toBe('2026-11-23');
  });

  it('count days to a date, late in words', () => {
    const now = new Date('2026-11-22T17:00:00Z');
    expect(zh.due('2026-11-23', now)).toBe('今天');
    expect(zh.due('2026-11-24', now)).toBe('明天');
    expect(zh.due('2026-11-30', now)).toBe('7 天后');
    expect(zh.due('2026-11-22', now)).toBe('逾期 1 天');
    expect(en.due('2026-11-22', now)).toBe('1 day late');
    expect(zh.ago('2026-11-20', now)).toBe('3 天前');
  });
});
