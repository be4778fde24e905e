import type { components } from '#/api';
import type { List, ListSearch } from '#/ui';

/** The filters of the list in the address; the API's own names, also those that only arrive by a link. */
export const FILTERS = [
  'state',
  'light',
  'urgency',
  'channel',
  'outcome',
  'category_id',
  'unit_id',
  'handler_unit_id',
  'handler_person_id',
  'origin_activity_id',
  'topic_id',
  'extension',
  'registered_at[gte]',
  'registered_at[lte]',
  'due_at[lte]',
  'my_turn',
  'overdue',
  'satisfaction',
  'answer',
  'returned',
  'reopened',
  'told_to_say',
  'taken_over',
  'reported_in_unit_id',
  'followed',
] as const;

export type LedgerSearch = ListSearch & Partial<Record<(typeof FILTERS)[number], string>>;

type Stats = components['schemas']['LedgerStats'];

/** What the office switches between all day: each is a state of these filters, and a figure of the API. */
const DECIDING = ['state', 'my_turn', 'overdue', 'light', 'outcome'] as const;
type Deciding = Partial<Record<(typeof DECIDING)[number], string>>;

export const VIEWS = [
  { value: 'mine', figure: 'my_turn', search: { my_turn: 'true' } },
  { value: 'registered', figure: 'registered', search: { state: 'registered' } },
  { value: 'in_hand', figure: 'in_hand', search: { state: 'accepted,routed,in_progress' } },
  { value: 'to_call_back', figure: 'to_call_back', search: { state: 'replied' } },
  { value: 'overdue', figure: 'overdue', search: { overdue: 'true' } },
  { value: 'closed', figure: 'closed', search: { state: 'closed' } },
] as const satisfies readonly {
  value: string;
  figure: Exclude<keyof Stats, 'outcomes'>;
  search: Deciding;
}[];

function same(search: Deciding, view: Deciding): boolean {
  return DECIDING.every((name) => (search[name] ?? '') === (view[name] ?? ''));
}

/** The view the address shows: empty for all, `other` when its filters are put together by hand. */
export function viewOf(search: Deciding): string {
  if (same(search, {})) return '';
  return VIEWS.find((view) => same(search, view.search))?.value ?? 'other';
}

/** The list with its views as one more filter named `view`; what a view stands for shows no chip of its own. */
export function withViews<S extends LedgerSearch>(list: List<S>): List<S> {
  const now = viewOf(list.search);
  const hidden = now === 'other' ? [] : (DECIDING as readonly string[]);
  const clear: Deciding = Object.fromEntries(DECIDING.map((name) => [name, undefined]));
  return {
    ...list,
    filter: (name) => {
      if (name === 'view') return now ? [now] : [];
      return hidden.includes(name) ? [] : list.filter(name);
    },
    setFilter: (name, values) => {
      if (name !== 'view') {
        list.setFilter(name, values);
        return;
      }
      const view = VIEWS.find((one) => one.value === values[0]);
      list.set({ ...clear, ...view?.search } as Partial<S>);
    },
  };
}
