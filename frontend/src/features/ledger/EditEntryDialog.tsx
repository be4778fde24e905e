import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, asProblem, type components, ifMatch } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, type Option } from '#/ui';
import { fieldLabel, fieldWords } from './events';
import css from './Ledger.module.css';
import { refreshLedger } from './moves/MoveFrame';
import { PersonsField } from './PersonsField';
import { ledger } from './texts';
import { useWords } from './useWords';
import { CHANNELS, type Entry, SUBMITTERS, URGENCIES, useCategories } from './words';

type Schemas = components['schemas'];
type Values = {
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
/** As chosen here, or as a conflict hands it back: my ids, or the record's names. */
type Person = Option | string | Schemas['NamedPerson'];

const idOf = (person: Person) => (typeof person === 'string' ? person : person.id);

/** Corrects what was registered, before it is routed: only what was changed is sent. */
export function EditEntryDialog(props: {
  entry: Entry;
  onClose: () => void;
  onDone: (text: string) => void;
}) {
  const { onClose, onDone } = props;
  // What the edit is based on: a refresh meanwhile must not turn into a silent overwriting.
  const [entry] = useState(props.entry);
  const t = useT(ledger);
  const words = useWords(entry);
  const categories = useCategories();
  const update = api.useMutation('patch', '/api/v1/ledger-entries/{id}');
  const form = useForm<Values>({
    initialValues: {
      title: entry.title,
      content: entry.content,
      category_id: entry.category_id,
      urgency: entry.urgency,
      channel: entry.channel,
      submitter_kind: entry.submitter_kind,
      place: entry.place ?? '',
      happened_on: entry.happened_on ?? '',
      persons_concerned: entry.persons_concerned.map(({ id, name }) => ({ id, label: name })),
    },
    validate: {
      title: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_title')),
      content: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_text')),
    },
  });
  const { values, errors } = form;
  const people = values.persons_concerned.map((person): Option => {
    if (typeof person === 'string') return { id: person, label: words.person(person) ?? t('ledger.persons') };
    return 'label' in person ? person : { id: person.id, label: person.name };
  });
  const fields = [
    'title',
    'content',
    'category_id',
    'urgency',
    'channel',
    'submitter_kind',
    'place',
    'happened_on',
    'persons_concerned',
  ] as const;
  return (
    <EditDialog
      title={t('ledger.edit_title')}
      text={t('ledger.edit_text')}
      form={form}
      version={entry.version}
      labels={Object.fromEntries(fields.map((field) => [field, fieldLabel(t, field)]))}
      format={(field, value) => fieldWords(words, field, value)}
      onClose={onClose}
      save={async (edited, version) => {
        const header = ifMatch(version);
        try {
          await update.mutateAsync({
            params: { path: { id: entry.id }, header },
            body: changesOf(edited, entry),
          });
        } catch (error) {
          if (asProblem(error).code === 'illegal_move') void refreshLedger();
          throw error;
        }
        onDone(t('ledger.done_edit'));
        await refreshLedger();
      }}
    >
      <TextInput
        size="md"
        label={t('ledger.new_headline')}
        required
        maxLength={100}
        data-autofocus
        {...form.getInputProps('title')}
      />
      <Textarea
        size="md"
        label={t('ledger.content')}
        required
        rows={5}
        maxLength={4000}
        {...form.getInputProps('content')}
      />
      <div className={css.fields}>
        <ChoiceField
          label={t('ledger.category')}
          choices={categories.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.category_id}
          onChange={(value) => value && form.setFieldValue('category_id', value)}
          error={errors.category_id}
        />
        <ChoiceField
          label={t('ledger.urgency')}
          choices={URGENCIES.map((value) => ({ value, label: t(`terms.urgency_${value}`) }))}
          value={values.urgency}
          onChange={(value) => value && form.setFieldValue('urgency', value)}
          error={errors.urgency}
        />
        <ChoiceField
          label={t('ledger.channel')}
          choices={CHANNELS.map((value) => ({ value, label: t(`ledger.channel_${value}`) }))}
          value={values.channel}
          onChange={(value) => value && form.setFieldValue('channel', value)}
          error={errors.channel}
        />
        <ChoiceField
          label={t('ledger.submitter')}
          choices={SUBMITTERS.map((value) => ({ value, label: t(`ledger.submitter_${value}`) }))}
          value={values.submitter_kind}
          onChange={(value) => value && form.setFieldValue('submitter_kind', value)}
          error={errors.submitter_kind}
        />
        <TextInput size="md" label={t('ledger.place')} maxLength={100} {...form.getInputProps('place')} />
        <DateField
          label={t('ledger.happened_on')}
          max={today()}
          value={values.happened_on}
          onChange={(value) => form.setFieldValue('happened_on', value)}
          error={errors.happened_on}
        />
      </div>
      <PersonsField
        unit={entry.unit_id}
        value={people}
        onChange={(value) => form.setFieldValue('persons_concerned', value)}
        error={errors.persons_concerned}
      />
    </EditDialog>
  );
}

/** What differs from the entry as it was opened: a field nobody touched must not undo another's correction. */
function changesOf(values: Values, entry: Entry): Schemas['LedgerEntryPatch'] {
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
