import { describe, expect, it } from 'vitest';
import { common } from './common';
import { defineTexts, type Texts } from './define';
import { terms } from './terms';
import { translator } from './useT';

const modules = import.meta.glob<Record<string, Texts>>('/src/features/*/texts.ts', { eager: true });
const all: Texts[] = [common, terms, ...Object.values(modules).flatMap((one) => Object.values(one))];
const slots = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(String).sort();

describe('texts', () => {
  it('have one dictionary per name', () => {
    const names = all.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(all)('$name says everything in both languages with the same placeholders', (texts) => {
    for (const [key, zh] of Object.entries(texts.zh)) {
      expect(zh.trim(), `${key} (zh)`).not.toBe('');
      expect(texts.en[key]?.trim(), `${key} (en)`).toBeTruthy();
      expect(slots(texts.en[key]), key).toEqual(slots(zh));
    }
  });

  it('fill in values', () => {
    const texts = defineTexts('story', { zh: { n: '共 {n} 条' }, en: { n: '{n} in all' } });
    expect(translator('zh-CN', [texts])('story.n', { n: 3 })).toBe('共 3 条');
    expect(translator('en', [texts])('story.n', { n: 3 })).toBe('3 in all');
    // @ts-expect-error an unknown key is a type error
    expect(translator('en', [texts])('story.m')).toBe('story.m');
  });
});
