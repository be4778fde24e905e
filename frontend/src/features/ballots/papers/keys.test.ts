import { describe, expect, it } from 'vitest';
import type { BallotForm } from '../model';
import { ABSTAINED, cellsOf, choicesOf, firstEmpty, markOfKey, marksOf, nextNumber, withMark } from './keys';

const form: BallotForm = {
  box_id: 'box',
  round_title: '考评',
  unit_name: '学校',
  group_name: '家长代表',
  notes: null,
  closes_at: null,
  objects: [
    { id: 'team', kind: 'leadership_team', name: '领导班子', post: '' },
    { id: 'head', kind: 'cadre', name: '高建国', post: '校长' },
  ],
  dimensions: [
    { code: 'grassroots', name: '深入基层', items: [] },
    { code: 'staying', name: '驻校蹲点', items: [] },
  ],
  grades: [
    { code: 'excellent', name: '优秀' },
    { code: 'competent', name: '称职' },
  ],
};

describe('keying in a paper', () => {
  it('reads digits as grades and zero as an abstention', () => {
    expect(['1', '2', '3', '0', 'a', '10'].map((key) => markOfKey(form, key))).toEqual([
      'excellent',
      'competent',
      null,
      ABSTAINED,
      null,
      null,
    ]);
  });

  it('goes cell by cell, and back and forth between marks and choices', () => {
    const cells = cellsOf(form);
    expect(cells).toHaveLength(4);
    const keys = ['1', '0', '2', '1'];
    let marks = {};
    cells.forEach((cell, at) => {
      expect(firstEmpty(form, marks)).toBe(at);
      marks = withMark(marks, cell, markOfKey(form, keys[at] ?? '') ?? '');
    });
    expect(firstEmpty(form, marks)).toBe(-1);
    const choices = choicesOf(form, marks);
    expect(choices).toEqual({
      team: { grassroots: 'excellent', staying: null },
      head: { grassroots: 'competent', staying: 'excellent' },
    });
    expect(marksOf(choices)).toEqual(marks);
  });

  it('finds the next paper', () => {
    expect(nextNumber([])).toBe(1);
    expect(nextNumber([1, 2, 4])).toBe(3);
  });
});
