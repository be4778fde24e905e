import { freshKey, type Schemas } from '../api';

/** What is being written: on this phone alone, until it is sent. */
export type Draft = {
  client_key: string;
  step: 1 | 2 | 3;
  unit_id: string;
  category_id: string;
  content: string;
  place: string;
  happened_on: string;
  kind: Schemas['SubmitterKind'];
  disclosure: Schemas['Disclosure'];
  name: string;
  phone: string;
  address: string;
  about_staff: string;
  /** The concern has to do with the person of the card. */
  without_person: boolean;
};

const DRAFT = 'lianxin.concern';
const RECEIPT = 'lianxin.concern.sent';

export const fresh = (): Draft => ({
  client_key: freshKey(),
  step: 1,
  unit_id: '',
  category_id: '',
  content: '',
  place: '',
  happened_on: '',
  kind: 'parent',
  disclosure: 'confidential',
  name: '',
  phone: '',
  address: '',
  about_staff: '',
  without_person: false,
});

/** What was kept, in the form of `like`; null when it was kept by an older page. */
function read<T extends object>(store: Storage, key: string): Partial<T> | null {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? 'null');
    return typeof kept === 'object' ? kept : null;
  } catch {
    return null;
  }
}

function write(store: Storage, key: string, value: object | null) {
  try {
    if (value) store.setItem(key, JSON.stringify(value));
    else store.removeItem(key);
  } catch {
    // Without room on the phone it is still there until the page is left.
  }
}

export const keptDraft = (): Draft => ({ ...fresh(), ...read<Draft>(localStorage, DRAFT) });
export const keepDraft = (draft: Draft | null) => write(localStorage, DRAFT, draft);

/** Until the page is closed: a reload by mistake must not lose the code. */
export function keptReceipt(): Schemas['ConcernReceipt'] | null {
  const kept = read<Schemas['ConcernReceipt']>(sessionStorage, RECEIPT);
  if (!kept?.code || !kept.number || !kept.unit_name || !kept.due_on) return null;
  return { code: kept.code, number: kept.number, unit_name: kept.unit_name, due_on: kept.due_on };
}
export const keepReceipt = (receipt: Schemas['ConcernReceipt'] | null) =>
  write(sessionStorage, RECEIPT, receipt);

const given = (text: string) => text.trim() || undefined;

/** The draft as the API takes it. */
export function toSend(draft: Draft, card: string | null, proof: Schemas['Proof']): Schemas['NewConcern'] {
  const anonymous = draft.disclosure === 'anonymous';
  const throughCard = card !== null && !draft.without_person;
  return {
    client_key: draft.client_key,
    ...(throughCard ? { card_code: card } : { unit_id: draft.unit_id }),
    category_id: given(draft.category_id),
    content: draft.content.trim(),
    place: given(draft.place),
    happened_on: given(draft.happened_on),
    submitter_kind: draft.kind,
    disclosure: draft.disclosure,
    identity: anonymous
      ? undefined
      : { name: draft.name.trim(), phone: given(draft.phone), address: given(draft.address) },
    about_staff: given(draft.about_staff),
    proof,
  };
}

/** Today in China, as a date field has it. */
export const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
