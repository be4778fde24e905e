import { describe, expect, it } from 'vitest';
import { changesIn, historyOf, type Made } from './history';
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

const made = (step: Made['step'], reason: string | null = null): Made => ({
  step,
  reason,
  made_at: '2026-11-23T05:00:00Z',
  made_by_name: '普老师',
});

const words = (given: Partial<Activity>, steps: Made[]) =>
  historyOf(record(given), steps, []).map((step) => step.what);

describe('the history of a record', () => {
  it('ends where the record stands', () => {
    expect(words({}, [made('submitted')])).toEqual(['recorded', 'submitted']);
    expect(words({ status: 'draft' }, [])).toEqual(['recorded', 'draft']);
    expect(words({ confirmer_person_id: 'p1', confirmer_name: '普老师' }, [made('submitted')])).toEqual([
      'recorded',
      'submitted',
      'waiting',
    ]);
  });

  it('keeps every return with its reason', () => {
    const steps = [
      made('submitted'),
      made('returned', '日期错了'),
      made('submitted'),
      made('returned', '夜数错了'),
    ];
    const history = historyOf(record({ status: 'returned', status_reason: '夜数错了' }), steps, []);
    expect(history.flatMap((step) => ('reason' in step ? [step.reason] : []))).toEqual([
      '日期错了',
      '夜数错了',
    ]);
    expect(history.at(-1)).toMatchObject({ what: 'returned', current: true });
  });

  it('says why an older record is void, of which no steps were kept', () => {
    expect(historyOf(record({ status: 'void', status_reason: '重复' }), [], []).at(-1)).toMatchObject({
      what: 'void',
      reason: '重复',
    });
  });

  it('tells amendments in their order, the API gives the newest first', () => {
    const amendment = (id: string) => ({ id, amended_at: '', amended_by_name: '', reason: '' }) as Amendment;
    const steps = [made('submitted'), made('confirmed'), made('amended', 'a'), made('amended', 'b')];
    const history = historyOf(record({ status: 'confirmed' }), steps, [amendment('b'), amendment('a')]);
    expect(history.flatMap((step) => (step.what === 'amended' ? [step.amendment.id] : []))).toEqual([
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
