import type { components } from '#/api';
import type { Option } from '#/ui';
import { headlineOf } from './sentences';

type Schemas = components['schemas'];

/** What the form of a new entry holds; texts may be empty. */
export type NewEntry = {
  /** Made here, so that a repeat after a lost answer registers nothing twice. */
  id: string;
  content: string;
  title: string;
  category_id: string;
  channel: Schemas['LedgerChannel'];
  unit_id: string;
  /** Empty: that of the category. */
  urgency: Schemas['Urgency'] | '';
  submitter_kind: Schemas['SubmitterKind'];
  disclosure: Schemas['Disclosure'];
  name: string;
  phone: string;
  address: string;
  place: string;
  happened_on: string;
  persons: Option[];
  /** The record it comes from, if any. */
  activity: string;
};

type Given = {
  id: string;
  unit?: string | undefined;
  text?: string | undefined;
  activity?: string | undefined;
};

export function emptyEntry({ id, unit = '', text = '', activity = '' }: Given): NewEntry {
  return {
    id,
    content: text,
    title: text ? headlineOf(text) : '',
    category_id: '',
    channel: 'visit',
    unit_id: unit,
    urgency: '',
    submitter_kind: 'parent',
    disclosure: 'named',
    name: '',
    phone: '',
    address: '',
    place: '',
    happened_on: '',
    persons: [],
    activity,
  };
}

/** A draft may have been written by an older version of this page: what fits is kept. */
export function restoreEntry(kept: unknown): NewEntry | null {
  if (typeof kept !== 'object' || kept === null || !('id' in kept) || typeof kept.id !== 'string')
    return null;
  const empty: Record<string, unknown> = emptyEntry({ id: kept.id });
  const fits = Object.entries(kept).filter(
    ([name, value]) =>
      typeof empty[name] === typeof value && Array.isArray(empty[name]) === Array.isArray(value),
  );
  return { ...emptyEntry({ id: kept.id }), ...(Object.fromEntries(fits) as Partial<NewEntry>) };
}

export function bodyOf(values: NewEntry): Schemas['NewLedgerEntry'] {
  const name = values.name.trim();
  return {
    id: values.id,
    content: values.content.trim(),
    title: values.title.trim(),
    category_id: values.category_id,
    channel: values.channel,
    unit_id: values.unit_id || null,
    urgency: values.urgency || null,
    submitter_kind: values.submitter_kind,
    disclosure: values.disclosure,
    place: values.place.trim() || null,
    happened_on: values.happened_on || null,
    persons_concerned: values.persons.map((person) => person.id),
    origin_activity_id: values.activity || null,
    identity:
      values.disclosure === 'anonymous' || !name
        ? null
        : { name, phone: values.phone.trim() || null, address: values.address.trim() || null },
  };
}

/** Who raised it is not kept while it is being written: only what was handed in holds it, sealed, until it is sent. */
export function forDraft(values: NewEntry): NewEntry {
  return { ...values, name: '', phone: '', address: '' };
}

export function isWorthKeeping(values: NewEntry): boolean {
  return Boolean(values.content.trim() || values.title.trim());
}

/** The field of the form that an error of the API belongs to. */
export function fieldOfError(pointer: string): string {
  if (pointer.startsWith('identity.')) return pointer.slice('identity.'.length);
  if (pointer.startsWith('persons_concerned')) return 'persons';
  return pointer;
}

/** The title follows what is written until somebody writes his own. */
export function withContent(values: NewEntry, content: string): Pick<NewEntry, 'content' | 'title'> {
  const follows = values.title.trim() === '' || values.title === headlineOf(values.content);
  return { content, title: follows ? headlineOf(content) : values.title };
}
