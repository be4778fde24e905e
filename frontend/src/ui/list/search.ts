import * as v from 'valibot';

/** What every list keeps in the address bar; the same names as the API's query. */
export type ListSearch = { q?: string; sort?: string; cursor?: string; limit?: string };

const text = v.optional(v.pipe(v.string(), v.maxLength(200)));

/**
 * `validateSearch` of a list route. Values are strings, as in the API; several of one kind are joined by commas.
 * Anything unknown in the address is dropped.
 */
export function listSearch<const Filters extends readonly string[]>(filters: Filters) {
  const extra = Object.fromEntries(filters.map((name) => [name, text])) as Record<
    Filters[number],
    typeof text
  >;
  return v.object({ q: text, sort: text, cursor: text, limit: text, ...extra });
}

export function split(value: string | undefined): string[] {
  return value ? value.split(',') : [];
}

/** Dropping empty values keeps the address short; any change but a page turn starts again at page one. */
export function patchSearch<S extends ListSearch>(search: S, patch: Partial<S>): S {
  const next = { ...search, ...('cursor' in patch ? {} : { cursor: undefined }), ...patch };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as S;
}

/** First click: as the column suggests; second: the other way; third: the server's own order. */
export function nextSort(current: string | undefined, column: string): string | undefined {
  if (current === column) return `-${column}`;
  if (current === `-${column}`) return undefined;
  return column;
}
