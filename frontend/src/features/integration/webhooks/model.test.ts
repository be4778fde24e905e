import { expect, test } from 'vitest';
import { groupNames, groups, told } from './model';

test('an event is a kind and an operation; a test event is neither', () => {
  expect(told('ledger_entries.updated')).toEqual({ kind: 'ledger_entries', operation: 'updated' });
  expect(told('calendar_days.deleted')).toEqual({ kind: 'calendar_days', operation: 'deleted' });
  expect(told('webhook.test')).toBeNull();
  expect(told('ledger_entries')).toBeNull();
});

test('no kind stands in two groups', () => {
  const all: string[] = groupNames.flatMap((name) => [...groups[name]]);
  expect(new Set(all).size).toBe(all.length);
});
