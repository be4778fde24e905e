import { expect, it } from 'vitest';
import { changesOf, type FindingEvent } from './model';

const event = (changes: unknown): FindingEvent => ({
  seq: 2,
  step: 'edit',
  to_state: 'open',
  account_name: '林秀英',
  note: null,
  changes: changes as FindingEvent['changes'],
  at: '2026-11-23T02:00:00Z',
});

it('tells what an edit changed, in the order of the form', () => {
  const edited = event({
    before: { due_on: '2026-11-30', measure: null },
    after: { due_on: '2026-12-30', measure: '每月两次' },
  });
  expect(changesOf(edited)).toEqual([
    { field: 'measure', before: null, after: '每月两次' },
    { field: 'due_on', before: '2026-11-30', after: '2026-12-30' },
  ]);
  expect(changesOf(event(null))).toEqual([]);
});
