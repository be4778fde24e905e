import { describe, expect, it, vi } from 'vitest';
import type { List } from '#/ui';
import { type LedgerSearch, viewOf, withViews } from './views';

function listOf(search: LedgerSearch): List<LedgerSearch> {
  const values: Record<string, string | undefined> = search;
  const { limit, ...query } = search;
  return {
    search,
    query: { ...query, ...(limit ? { limit: Number(limit) } : {}) },
    set: vi.fn<List<LedgerSearch>['set']>(),
    filter: (name) => values[name]?.split(',') ?? [],
    setFilter: vi.fn(),
    clear: vi.fn(),
    narrowed: false,
  };
}

describe('the views of the ledger', () => {
  it('finds the view a link stands for, whatever else narrows the list', () => {
    expect(viewOf({})).toBe('');
    expect(viewOf({ my_turn: 'true' })).toBe('mine');
    expect(viewOf({ state: 'accepted,routed,in_progress' })).toBe('in_hand');
    expect(withViews(listOf({ state: 'closed', category_id: 'c' })).filter('view')).toEqual(['closed']);
  });

  it('shows the filters of a link that is no view', () => {
    const list = withViews(listOf({ my_turn: 'true', light: 'red' }));
    expect(list.filter('view')).toEqual(['other']);
    expect(list.filter('light')).toEqual(['red']);
  });

  it('says a view once, not again as a chip', () => {
    expect(withViews(listOf({ state: 'closed' })).filter('state')).toEqual([]);
  });

  it('changes only what decides the view', () => {
    const list = listOf({ state: 'closed', outcome: 'resolved', unit_id: 'u' });
    withViews(list).setFilter('view', ['overdue']);
    expect(list.set).toHaveBeenCalledWith({
      state: undefined,
      my_turn: undefined,
      overdue: 'true',
      light: undefined,
      outcome: undefined,
    });
  });
});
