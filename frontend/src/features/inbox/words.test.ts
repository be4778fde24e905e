import { describe, expect, it } from 'vitest';
import { about, sentence } from './words';

const t = ((key: string, values: Record<string, string> = {}) =>
  `${key} ${Object.values(values).join(' ')}`.trim()) as Parameters<typeof sentence>[1];
const format = { date: (day: string) => day.slice(0, 10) } as Parameters<typeof sentence>[2];
const none = { move: null, by: null, due_at: null };

describe('what a notice says', () => {
  it('names who did what when a step is made', () => {
    const notice = { kind: 'your_turn' as const, facts: { ...none, move: 'route' as const, by: '罗正明' } };
    expect(sentence(notice, t, format)).toBe('inbox.says_your_turn inbox.did_by 罗正明 inbox.did_route');
  });

  it('calls whoever has no account the submitter', () => {
    const notice = { kind: 'moved' as const, facts: { ...none, move: 'withdraw' as const } };
    expect(sentence(notice, t, format)).toContain('inbox.somebody');
  });

  it('names the limit when it reminds', () => {
    const notice = { kind: 'overdue' as const, facts: { ...none, due_at: '2026-11-25T15:59:59Z' } };
    expect(sentence(notice, t, format)).toBe('inbox.says_overdue 2026-11-25');
  });

  it('says who objects and who decided', () => {
    const notice = { kind: 'objection' as const, facts: { ...none, by: '高建国' } };
    expect(sentence(notice, t, format)).toBe('inbox.says_objection 高建国');
  });

  it('says what stopped', () => {
    expect(sentence({ kind: 'stopped', facts: none }, t, format)).toBe('inbox.says_stopped');
  });

  it('is about something by its number, where it has one', () => {
    const object = { id: '1', kind: 'ledger_entry' as const, number: 'ZL-2026-0001', title: '午餐' };
    expect(about({ object })).toBe('ZL-2026-0001 午餐');
    expect(about({ object: { ...object, kind: 'evaluation_result', number: null } })).toBe('午餐');
  });
});
