import { type components, newId } from '#/api';
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
};

export function emptyEntry({ unit, text }: { unit: string; text: string }): NewEntry {
  return {
    id: newId(),
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
  };
}

export function bodyOf(values: NewEntry, activity: string | undefined): Schemas['NewLedgerEntry'] {
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
    origin_activity_id: activity ?? null,
    identity:
      values.disclosure === 'anonymous' || !name
        ? null
        : { name, phone: values.phone.trim() || null, address: values.address.trim() || null },
  };
}

/** Who raised it is never kept on the device: the draft goes without. */
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
