import type { paths } from './schema';

type ListPath = {
  [P in keyof paths]: paths[P] extends { get: { parameters: { query?: object } } } ? P : never;
}[keyof paths];

/** What a list of the API can be asked. */
export type ListQuery<P extends ListPath> = NonNullable<paths[P]['get']['parameters']['query']>;

/**
 * The state of a list from the address as the query of `path`. The address is anybody's text: the server checks it
 * against the closed lists of the document and answers 400, so nothing is checked twice here.
 */
export function listQuery<P extends ListPath>(
  _path: P,
  query: Record<string, string | number | boolean | undefined>,
): ListQuery<P> {
  return query as ListQuery<P>;
}
