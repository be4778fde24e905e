import { expect, it } from 'vitest';
import { isName, type PersonalData, pieces } from './model';

const found = (at: number, text: string, kind: PersonalData['kind'] = 'pupil_name'): PersonalData => ({
  kind,
  field: 'text',
  at,
  found: text,
  before: '',
  after: '',
  intended: null,
});

it('cuts a text where personal data stands, also behind signs that take two places in memory', () => {
  const cut = pieces('𠮷表扬李小明、王芳。', [found(3, '李小明'), found(7, '王芳')]);
  expect(cut.map((one) => [one.text, one.found?.found ?? null])).toEqual([
    ['𠮷表扬', null],
    ['李小明', '李小明'],
    ['、', null],
    ['王芳', '王芳'],
    ['。', null],
  ]);
});

it('leaves out what no longer fits the text', () => {
  expect(pieces('短', [found(3, '李小明')])).toEqual([{ text: '短', found: null, at: 0 }]);
});

it('knows that numbers are no names', () => {
  expect(isName('guardian_name')).toBe(true);
  expect(isName('phone')).toBe(false);
});
