import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type ListSearch, listSearch, nextSort, patchSearch } from './search';

describe('the state of a list in the address', () => {
  it('keeps what the route knows and drops the rest', () => {
    const schema = listSearch(['state']);
    expect(v.parse(schema, { q: '食堂', state: 'routed,closed', foreign: 'x' })).toEqual({
      q: '食堂',
      state: 'routed,closed',
    });
  });

  it('starts again at page one when anything but the page changes', () => {
    const search: ListSearch = { q: 'a', cursor: 'c', sort: '-due_at' };
    expect(patchSearch(search, { q: 'b' })).toEqual({ q: 'b', sort: '-due_at' });
    expect(patchSearch(search, { cursor: 'd' })).toEqual({ q: 'a', cursor: 'd', sort: '-due_at' });
    expect(patchSearch(search, { q: '' })).toEqual({ sort: '-due_at' });
  });

  it('sorts up, down and not at all', () => {
    expect(nextSort(undefined, 'due_at')).toBe('due_at');
    expect(nextSort('due_at', 'due_at')).toBe('-due_at');
    expect(nextSort('-due_at', 'due_at')).toBeUndefined();
    expect(nextSort('-number', 'due_at')).toBe('due_at');
  });
});
