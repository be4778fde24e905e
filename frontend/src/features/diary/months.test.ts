import { expect, it } from 'vitest';
import { byDay, daysOf, monthsUntil, shifted } from './months';

it('knows the months before and after, over the turn of the year, and their last days', () => {
  expect(shifted('2026-01', -1)).toBe('2025-12');
  expect(shifted('2026-12', 1)).toBe('2027-01');
  expect(daysOf('2028-02')).toEqual({ from: '2028-02-01', until: '2028-02-29' });
  expect(daysOf('2026-11').until).toBe('2026-11-30');
});

it('offers two years, and the month that is shown wherever it lies', () => {
  expect(monthsUntil('2026-11', '2026-11').slice(0, 2)).toEqual(['2026-11', '2026-10']);
  expect(monthsUntil('2020-01', '2026-11').at(-1)).toBe('2020-01');
});

it('puts records and remarks of a day together, the latest day first', () => {
  const visit = { id: 'a', happened_on: '2026-11-20' };
  const lesson = { id: 'b', happened_on: '2026-11-20' };
  const remark = { day: '2026-11-22', text: '下雨' };
  expect(byDay([visit, lesson], [remark])).toEqual([
    { day: '2026-11-22', activities: [], remark },
    { day: '2026-11-20', activities: [visit, lesson], remark: null },
  ]);
});
