export { api, client } from './client';
export { idempotent, ifMatch, newId, useIdempotencyKey } from './headers';
export { type ListQuery, listQuery } from './list-query';
export { asProblem, type Difference, fieldErrors, fieldOf, ProblemError } from './problem';
export { changed, queryClient } from './query-client';
export type { components, paths } from './schema';
export {
  type Ability,
  changePassword,
  logIn,
  logOut,
  type Me,
  openSession,
  setUp,
  useCan,
  useMe,
  useOffline,
  useSession,
} from './session';
