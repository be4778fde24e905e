export type { StoredDraft } from './store';
export { type Draft, type DraftState, useDraft } from './useDraft';
export { useDrafts } from './useDrafts';
