import type { ListSearch } from './search';

type Values = Record<string, string | undefined>;

/** What a view keeps of an address: filters, search and order, not the page one happened to be on. */
export function queryOf(search: ListSearch): string {
  const { cursor: _cursor, limit: _limit, ...kept } = search;
  const pairs = Object.entries(kept as Values).flatMap(([name, value]): [string, string][] =>
    value ? [[name, value]] : [],
  );
  return new URLSearchParams(pairs.sort(([one], [other]) => one.localeCompare(other))).toString();
}

/** The change that leads from an address to a view: what the view does not name goes. */
export function toView(search: ListSearch, query: string): Values {
  const now = Object.keys(search).filter((name) => name !== 'limit');
  return {
    ...Object.fromEntries(now.map((name) => [name, undefined])),
    ...Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The list's name in the API, from the path of its page; a record's page is called after its kind. */
export function pageKey(pathname: string): string {
  const parts = pathname.split('/').filter(Boolean);
  return parts.map((part) => (/^[0-9a-f]{8}-/.test(part) ? 'one' : part)).join('-');
}
