import { describe, expect, it } from 'vitest';
import { around, both, byRound, isNothing, NOTHING, restore, type SheetRow, without } from './model';

const row = (id: string, place: number, more: Partial<SheetRow> = {}): SheetRow => ({
  id,
  round_id: 'r1',
  round_title: '秋季考评',
  round_state: 'open',
  closes_at: '2026-12-01T10:00:00Z',
  group_code: 'office',
  group_name: '领导小组考评',
  object: { id: `o${place}`, kind: 'cadre', name: `干部${place}`, post: '校长', position: place },
  state: 'in_hand',
  editable: true,
  answered: 0,
  items: 8,
  submitted_at: null,
  version: 1,
  ...more,
});
const now = new Date('2026-11-26T00:00:00Z');

describe('edits', () => {
  it('keep what was changed again while they were sent', () => {
    const sent = { grades: { visits: 'excellent', listening: null }, remark: '好' };
    const later = both(sent, { grades: { visits: 'poor', liaison: 'basic' }, remark: '好' });
    expect(without(later, sent)).toEqual({ grades: { visits: 'poor', liaison: 'basic' } });
    expect(isNothing(without(sent, sent))).toBe(true);
  });

  it('are read back from the device, and what is none is dropped', () => {
    expect(restore({ grades: { visits: 'poor', listening: null, liaison: 3 }, remark: '' })).toEqual({
      grades: { visits: 'poor', listening: null },
      remark: '',
    });
    for (const kept of [null, 'x', {}, { grades: null }]) expect(restore(kept)).toEqual(NOTHING);
  });
});

describe('sheets', () => {
  it('stand by round, those to fill in first, in the order of the forms', () => {
    const old = { round_id: 'r0', round_state: 'published' } as const;
    const rounds = byRound(
      [
        row('x', 1, old),
        row('b', 2),
        row('a', 1, { state: 'submitted', submitted_at: '2026-11-25T00:00:00Z' }),
      ],
      now,
    );
    expect(rounds.map(({ id, taken, left }) => [id, taken, left])).toEqual([
      ['r1', true, 1],
      ['r0', false, 1],
    ]);
    expect(rounds[0]?.sheets.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('lead on to the next one that is not submitted, from the last back to the first', () => {
    const all = [row('c', 3), row('a', 1), row('b', 2, { state: 'submitted' })];
    expect(around(all, 'a').next?.id).toBe('c');
    expect(around(all, 'c')).toMatchObject({ place: 3, count: 3, left: 2 });
    expect(around(all, 'c').next?.id).toBe('a');
    expect(around([row('a', 1)], 'a').next).toBeNull();
  });
});
