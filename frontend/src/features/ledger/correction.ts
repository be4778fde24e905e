import { asProblem, client, type components, idempotent, ifMatch, ProblemError } from '#/api';
import type { Sender } from '#/offline';
import type { Option } from '#/ui';
import { refreshLedger } from './moves/MoveFrame';
import type { Entry } from './words';

type Schemas = components['schemas'];
/** As chosen here, or as a conflict hands it back: my ids, or the record's names. */
export type Person = Option | string | Schemas['NamedPerson'];
export type Values = {
  title: string;
  content: string;
  category_id: string;
  urgency: Schemas['Urgency'];
  channel: Schemas['LedgerChannel'];
  submitter_kind: Schemas['SubmitterKind'];
  place: string;
  happened_on: string;
  persons_concerned: Person[];
};

/** A correction on the device: the entry it started from, and the version it is based on. */
export type Correction = { values: Values; entry: Entry; version: number };

/** The form whose corrections are on the device. */
export const EDIT = 'ledger.edit';

export function valuesOf(entry: Entry): Values {
  return {
    title: entry.title,
    content: entry.content,
    category_id: entry.category_id,
    urgency: entry.urgency,
    channel: entry.channel,
    submitter_kind: entry.submitter_kind,
    place: entry.place ?? '',
    happened_on: entry.happened_on ?? '',
    persons_concerned: entry.persons_concerned.map(({ id, name }) => ({ id, label: name })),
  };
}

/** A draft may have been written by an older version of this page: one that does not fit is none. */
export function restoreCorrection(kept: unknown): Correction | null {
  if (typeof kept !== 'object' || kept === null) return null;
  if (!('values' in kept && 'entry' in kept && 'version' in kept && typeof kept.version === 'number'))
    return null;
  const { values, entry } = kept as Correction;
  const fits = Object.entries(valuesOf(entry)).every(([name, value]) => {
    const own: unknown = values[name as keyof Values];
    return typeof own === typeof value && Array.isArray(own) === Array.isArray(value);
  });
  return fits ? { values, entry, version: kept.version } : null;
}

const idOf = (person: Person) => (typeof person === 'string' ? person : person.id);

/** What differs from the entry as it was opened: a field nobody touched must not undo another's correction. */
export function changesOf(values: Values, entry: Entry): Schemas['LedgerEntryPatch'] {
  const patch: Schemas['LedgerEntryPatch'] = {};
  const title = values.title.trim();
  const content = values.content.trim();
  const place = values.place.trim() || null;
  const happened = values.happened_on || null;
  const persons = values.persons_concerned.map(idOf);
  if (title !== entry.title) patch.title = title;
  if (content !== entry.content) patch.content = content;
  if (values.category_id !== entry.category_id) patch.category_id = values.category_id;
  if (values.urgency !== entry.urgency) patch.urgency = values.urgency;
  if (values.channel !== entry.channel) patch.channel = values.channel;
  if (values.submitter_kind !== entry.submitter_kind) patch.submitter_kind = values.submitter_kind;
  if (place !== entry.place) patch.place = place;
  if (happened !== entry.happened_on) patch.happened_on = happened;
  const before = entry.persons_concerned.map((person) => person.id);
  if ([...persons].sort().join() !== before.toSorted().join()) patch.persons_concerned = persons;
  return patch;
}

/** Sends a correction that was handed in on this device. */
export const sendCorrection: Sender = async ({ id, values, way }) => {
  const kept = restoreCorrection(values);
  if (!kept) throw new ProblemError(422, { code: 'unreadable_draft' });
  try {
    await client.PATCH('/api/v1/ledger-entries/{id}', {
      params: { path: { id }, header: { ...ifMatch(kept.version), ...idempotent(way.key) } },
      body: changesOf(kept.values, kept.entry),
    });
  } catch (error) {
    if (asProblem(error).code === 'illegal_move') void refreshLedger();
    throw error;
  }
  void refreshLedger();
  return { href: `/ledger/${id}` };
};
