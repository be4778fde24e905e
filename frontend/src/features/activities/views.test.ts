import { describe, expect, it, vi } from 'vitest';
import type { List, ListSearch } from '#/ui';
import { viewOf, withViews } from './views';

type Search = ListSearch & { mine?: string; waiting_for_me?: string; status?: string };

function listOf(search: Search): List<Search> {
  return {
    search,
    query: {},
    set: vi.fn(),
    filter: (name) => (search as Record<string, string>)[name]?.split(',') ?? [],
    setFilter: vi.fn(),
    clear: vi.fn(),
    narrowed: false,
  };
}

describe('views of the list', () => {
  it('are told from the address', () => {
    expect(viewOf({})).toBe('');
    expect(viewOf({ mine: 'true' })).toBe('mine');
    expect(viewOf({ mine: 'true', status: 'returned' })).toBe('returned');
    expect(viewOf({ status: 'returned' })).toBe('other');
    expect(viewOf({ mine: 'false' })).toBe('other');
  });

  it('show no chip for what they stand for, and replace one another', () => {
    const plain = listOf({ mine: 'true', status: 'draft' });
    const list = withViews(plain);
    expect(list.filter('view')).toEqual(['drafts']);
    expect(list.filter('status')).toEqual([]);
    list.setFilter('view', ['waiting']);
    expect(plain.set).toHaveBeenCalledWith({ mine: '', status: '', waiting_for_me: 'true' });
    list.setFilter('kind', ['home_visit']);
    expect(plain.setFilter).toHaveBeenCalledWith('kind', ['home_visit']);
  });

  it('leave other sets of filters visible', () => {
    expect(withViews(listOf({ status: 'void' })).filter('status')).toEqual(['void']);
  });
});
