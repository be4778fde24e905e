import { describe, expect, it } from 'vitest';
import { changesIn, historyOf } from './history';
import type { Activity, Amendment } from './words';

const record = (given: Partial<Activity>) =>
  ({
    status: 'submitted',
    recorded_at: '2026-11-23T04:00:00Z',
    recorded_by_name: '王梅',
    confirmer_person_id: null,
    confirmer_name: null,
    confirmed_at: null,
    followed_up_at: null,
    status_reason: null,
    ...given,
  }) as Activity;

const steps = (given: Partial<Activity>, amendments: Amendment[] = []) =>
  historyOf(record(given), amendments).map((step) => step.what);

describe('the history of a record', () => {
  it('ends where the record stands', () => {
    expect(steps({})).toEqual(['recorded', 'submitted']);
    expect(steps({ status: 'draft' })).toEqual(['recorded', 'draft']);
    expect(steps({ confirmer_person_id: 'p1', confirmer_name: '普老师' })).toEqual([
      'recorded',
      'submitted',
      'waiting',
    ]);
    expect(steps({ status: 'returned', status_reason: '日期错了' })).toEqual([
      'recorded',
      'submitted',
      'returned',
    ]);
    expect(historyOf(record({ status: 'void', status_reason: '重复' }), []).at(-1)).toMatchObject({
      what: 'void',
      reason: '重复',
      current: true,
    });
  });

  it('tells amendments in their order, the API gives the newest first', () => {
    const amendment = (id: string) => ({ id, amended_at: '', amended_by_name: '', reason: '' }) as Amendment;
    const confirmed = { status: 'confirmed' as const, confirmed_at: '2026-11-24T01:00:00Z' };
    expect(historyOf(record(confirmed), [amendment('b'), amendment('a')]).map((step) => step.id)).toEqual([
      'recorded',
      'submitted',
      'confirmed',
      'a',
      'b',
    ]);
  });
});

it('lists the changed fields of an amendment one by one', () => {
  expect(
    changesIn(
      { text: '旧', details: { home_visit: { wishes: '午饭' } }, tags: [] },
      { text: '新', details: { home_visit: { wishes: null, purpose: '了解' } }, tags: ['carry_out'] },
    ),
  ).toEqual([
    { path: 'text', before: '旧', after: '新' },
    { path: 'details.home_visit.wishes', before: '午饭', after: null },
    { path: 'details.home_visit.purpose', before: undefined, after: '了解' },
    { path: 'tags', before: [], after: ['carry_out'] },
  ]);
});
