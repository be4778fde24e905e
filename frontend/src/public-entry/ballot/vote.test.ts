import { beforeEach, expect, it } from 'vitest';
import {
  begin,
  type Form,
  isAnswered,
  isTooMuch,
  keepVote,
  keptVote,
  questionsOf,
  stepAfter,
  stepsOf,
  toSend,
  withAnswer,
  withoutObject,
} from './vote';

const form: Form = {
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
  grades: [{ code: 'excellent', name: '优秀' }],
};
const [first, , third, fourth] = questionsOf(form);
if (!first || !third || !fourth) throw new Error('four questions');

beforeEach(() => sessionStorage.clear());

it('asks object by object, and abstains on one at once', () => {
  expect(questionsOf(form).map(({ object, dimension }) => `${object.id} ${dimension.code}`)).toEqual([
    'team grassroots',
    'team staying',
    'head grassroots',
    'head staying',
  ]);
  const vote = withoutObject(begin({ code: 'x' }, form), first);
  expect(vote.choices).toEqual({ team: { grassroots: null, staying: null } });
  expect(isAnswered(vote)).toBe(false);
});

it('goes on question by question, and back to the look at all once that was reached', () => {
  const open = withAnswer(begin({ code: 'x' }, form), first, 'excellent');
  expect(stepAfter(open, 1)).toBe(2);
  const whole = withAnswer(withAnswer(withoutObject(open, first), third, null), fourth, 'excellent');
  expect(isAnswered(whole)).toBe(true);
  expect(stepAfter(whole, 4)).toBe(stepsOf(form).remarks);
  expect(stepAfter({ ...whole, reviewed: true }, 1)).toBe(stepsOf(form).review);
});

it('sends what was said, and not more than fits', () => {
  const vote = { ...begin({ code: 'x' }, form), remarks: { '': ' 好。 ', head: '', team: '多来。' } };
  expect(toSend(vote)).toEqual({
    code: 'x',
    receipt: vote.receipt,
    choices: {},
    remarks: [
      { object_id: null, content: '好。' },
      { object_id: 'team', content: '多来。' },
    ],
    told: false,
  });
  expect(isTooMuch(vote)).toBe(false);
  expect(isTooMuch({ ...vote, remarks: { '': '好'.repeat(1500), team: '好'.repeat(501) } })).toBe(true);
});

it('is kept in the tab until it is wiped, and takes over what the page for staff hands over', () => {
  const vote = withAnswer(begin({ code: 'x' }, form), first, null);
  keepVote(vote);
  expect(keptVote()).toEqual(vote);
  keepVote(null);
  expect(keptVote()).toBeNull();
  const token = { box_id: 'box', message: 'm', randomizer: 'r', signature: 's' };
  sessionStorage.setItem('lianxin.ballot', JSON.stringify({ credential: { token }, form, slot: 'one' }));
  expect(keptVote()).toMatchObject({ credential: { token }, slot: 'one', step: 0, choices: {} });
});
