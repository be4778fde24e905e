import { describe, expect, it } from 'vitest';
import { headlineOf, sentencesOf } from './sentences';

describe('the sentences of a record', () => {
  it('splits at stops and lines, and drops what is empty', () => {
    expect(sentencesOf('孩子进步了。午餐凉了！能不能想办法？\n\n路灯坏了；家长担心。')).toEqual([
      '孩子进步了',
      '午餐凉了',
      '能不能想办法',
      '路灯坏了',
      '家长担心',
    ]);
  });

  it('keeps one sentence without a stop, and commas inside', () => {
    expect(sentencesOf('家长说，午餐凉了')).toEqual(['家长说，午餐凉了']);
    expect(sentencesOf(' 。。 \n')).toEqual([]);
  });

  it('leaves no closing quote at the head of the next sentence', () => {
    expect(sentencesOf('他说“饭凉了。”希望改进。')).toEqual(['他说“饭凉了', '希望改进']);
  });
});

describe('a title from what was said', () => {
  it('takes a short sentence whole', () => {
    expect(headlineOf('午餐凉了。希望改进。')).toBe('午餐凉了');
  });

  it('cuts a long one at a comma, or else after 30 characters', () => {
    const long = '午餐送到教学点的时候已经完全凉了，孩子吃了以后肚子疼，家长希望学校想办法保温';
    expect(headlineOf(long)).toBe('午餐送到教学点的时候已经完全凉了，孩子吃了以后肚子疼');
    expect([...headlineOf('凉'.repeat(60))]).toHaveLength(30);
  });
});
