import { describe, expect, it } from 'vitest';
import { common } from '#/i18n/common';
import { formats } from '#/i18n/format';
import { terms } from '#/i18n/terms';
import { translator } from '#/i18n/useT';
import { lasted, stepOf, type Words } from './events';
import { ledger } from './texts';
import type { LedgerEvent } from './words';

const t: Words['t'] = translator('zh-CN', [ledger, common, terms]);
const words: Words = {
  t,
  format: formats('zh-CN'),
  unit: (id) => ({ u1: '总务处', u2: '财务室' })[id],
  category: (id) => ({ c1: '食堂营养', c2: '收费' })[id],
  person: (id) => ({ p1: '郭大勇' })[id],
};

const event = (move: LedgerEvent['move'], data: LedgerEvent['data'] = {}, note: string | null = null) =>
  stepOf(
    {
      id: 'e',
      seq: 1,
      move,
      from_state: null,
      to_state: 'registered',
      by: 'account',
      actor_name: '林秀英',
      note,
      data,
      at: '2026-11-24T02:01:00Z',
    },
    words,
  );

describe('a step in words', () => {
  it('says how it came in and until when it is due', () => {
    const step = event('register', {
      channel: 'visit',
      category_name: '食堂营养',
      urgency: 'normal',
      disclosure: 'named',
      due_at: '2026-12-08T15:59:59Z',
    });
    expect(step.title).toBe('登记');
    expect(step.lines[0]).toBe('走访 · 食堂营养 · 一般 · 实名');
    expect(step.lines[1]).toMatch(/^应于 .*12\/8 前办结$/);
  });

  it('names to whom it was sent, also when only the ids were kept', () => {
    expect(event('route', { to_unit_id: 'u1', to_person_id: 'p1' }, '请核实').lines).toEqual([
      '转给总务处（郭大勇）',
      '请核实',
    ]);
    expect(event('rule', { to_unit_id: 'x', to_unit_name: '教科室' }).lines).toEqual(['转给教科室']);
  });

  it('says why it came back and who should have it', () => {
    const step = event('return', { proposed_unit_id: 'u2' }, '属于收费问题');
    expect(step.lines).toEqual(['属于收费问题', '建议由财务室办理']);
  });

  it('tells the answer and how it ends', () => {
    const step = event('reply', { reply: '已换保温箱', outcome: 'resolved', handling_way: 'administrative' });
    expect(step.lines).toEqual(['已换保温箱', '已解决 · 行政']);
  });

  it('tells a call-back that closes from one that reached nobody', () => {
    const closed = event('close', {
      method: 'phone',
      satisfaction: 'unsatisfied',
      reasonable: false,
      told_to_say: true,
    });
    expect(closed).toMatchObject({
      title: '回访销号',
      lines: ['电话 · 不满意 · 不满意没有道理', '反映人说有人授意'],
    });
    expect(event('call_back', { method: 'phone', satisfaction: null }).title).toBe('回访（未联系上）');
  });

  it('lists a correction field by field, with words for codes', () => {
    const step = event('amend', {
      changes: {
        urgency: { before: 'normal', after: 'urgent' },
        title: { before: '饭冷', after: '午餐凉了' },
        category_id: { before: 'c1', after: 'c2' },
        place: { before: null, after: '教学点' },
        persons_concerned: { before: [], after: ['p1', 'p9'] },
      },
    });
    expect(step.changes).toEqual([
      { label: '标题', before: '饭冷', after: '午餐凉了' },
      { label: '类别', before: '食堂营养', after: '收费' },
      { label: '紧急程度', before: '一般', after: '紧急' },
      { label: '地点', before: '空', after: '教学点' },
      { label: '涉及人员', before: '无', after: '2 人' },
    ]);
  });
});

describe('how long', () => {
  it.each([
    ['2026-11-24T02:30:00Z', '不到 1 小时'],
    ['2026-11-24T07:00:00Z', '5 小时'],
    ['2026-11-27T03:00:00Z', '3 天'],
  ])('from 10:00 until %s', (until, expected) => {
    expect(lasted(t, '2026-11-24T02:00:00Z', until)).toBe(expected);
  });
});
