import type { List, ListSearch } from '#/ui';

/** The usual views of the list; each is a set of these filters. */
const DECIDING = ['mine', 'waiting_for_me', 'status'] as const;
type Deciding = Partial<Record<(typeof DECIDING)[number], string>>;

export const VIEWS = {
  mine: { mine: 'true' },
  waiting: { waiting_for_me: 'true' },
  returned: { mine: 'true', status: 'returned' },
  drafts: { mine: 'true', status: 'draft' },
} as const satisfies Record<string, Deciding>;
export type View = keyof typeof VIEWS;

export const NAMES = Object.keys(VIEWS) as View[];

function same(search: Deciding, view: Deciding): boolean {
  return DECIDING.every((name) => (search[name] ?? '') === (view[name] ?? ''));
}

/** The view the address shows: empty for all, `other` when its filters are put together otherwise. */
export function viewOf(search: Deciding): View | '' | 'other' {
  if (same(search, {})) return '';
  return NAMES.find((view) => same(search, VIEWS[view])) ?? 'other';
}

/** The list with its views as one more filter named `view`; what a view stands for shows no chip of its own. */
export function withViews<S extends ListSearch & Deciding>(list: List<S>): List<S> {
  const now = viewOf(list.search);
  const deciding: readonly string[] = now === 'other' ? [] : DECIDING;
  const none: Deciding = { mine: '', waiting_for_me: '', status: '' };
  return {
    ...list,
    filter: (name) => {
      if (name === 'view') return now ? [now] : [];
      return deciding.includes(name) ? [] : list.filter(name);
    },
    setFilter: (name, values) => {
      if (name !== 'view') return list.setFilter(name, values);
      const chosen = NAMES.find((view) => view === values[0]);
      list.set({ ...none, ...(chosen ? VIEWS[chosen] : {}) } as Partial<S>);
    },
  };
}
