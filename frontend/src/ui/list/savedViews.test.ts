import { describe, expect, it } from 'vitest';
import { pageKey, queryOf, toView } from './savedViews';

describe('saved views', () => {
  it('keep filters, search and order, and not the page', () => {
    const search = { sort: 'due_at', q: '食堂', cursor: 'x', limit: '20', state: 'routed' };
    expect(queryOf(search)).toBe(`q=${encodeURIComponent('食堂')}&sort=due_at&state=routed`);
    expect(queryOf({})).toBe('');
  });

  it('replace whatever the address asked for', () => {
    const search = { sort: 'number', limit: '20', light: 'red' };
    expect(toView(search, 'state=routed,in_progress&sort=due_at')).toEqual({
      sort: 'due_at',
      light: undefined,
      state: 'routed,in_progress',
    });
  });

  it('belong to a page, whichever record it shows', () => {
    expect(pageKey('/liaison/links')).toBe('liaison-links');
    expect(pageKey('/imports/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001')).toBe('imports-one');
  });
});
