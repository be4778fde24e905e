export { deviceChanged, onDeviceChange } from './changes';
export {
  type About,
  deleteDraft,
  draftKey,
  listDrafts,
  type Refusal,
  readDraft,
  type StoredDraft,
} from './drafts';
export { readFiles, type WaitingFile } from './files';
export { BALLOT_IN_TAB } from './names';
export {
  type Delivery,
  deliver,
  type Handed,
  keepSending,
  type Outgoing,
  type Sender,
  sendNow,
} from './outbox';
export { copiesMadeAt, wipe, writeCopies } from './person';
export { deleteToken, readTokens, type StoredToken, writeToken } from './tokens';
export { type Draft, type DraftState, flushDrafts, refusalOf, useDraft } from './useDraft';
export { useDrafts } from './useDrafts';
export { useWaitingFiles } from './useWaitingFiles';
export { canSeal } from './vault';
