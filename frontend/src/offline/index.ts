export { BALLOT_IN_TAB } from './names';
export type { StoredDraft } from './store';
export { deleteToken, readTokens, type StoredToken, writeToken } from './tokens';
export { type Draft, type DraftState, useDraft } from './useDraft';
export { useDrafts } from './useDrafts';
