import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef, useState } from 'react';
import { fieldErrors, ProblemError, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { type Draft, refusalOf, useDraft } from '#/offline';
import { ChoiceField, DateField, EditDialog, type Option } from '#/ui';
import {
  type Correction,
  EDIT,
  restoreCorrection,
  sendCorrection,
  type Values,
  valuesOf,
} from './correction';
import { fieldLabel, fieldWords } from './events';
import css from './Ledger.module.css';
import { PersonsField } from './PersonsField';
import { ledger } from './texts';
import { useWords } from './useWords';
import { CHANNELS, type Entry, SUBMITTERS, URGENCIES, useCategories } from './words';

type Props = {
  entry: Entry;
  onClose: () => void;
  onDone: (text: string) => void;
};

/** Corrects what was registered, before it is routed: only what was changed is sent, with a network or without. */
export function EditEntryDialog(props: Props) {
  const t = useT(ledger);
  const me = useMe();
  const { id, number } = props.entry;
  const draft = useDraft<Correction>({
    user: me.account.id,
    form: EDIT,
    id,
    about: ({ values }) => ({
      label: [t('ledger.edit_title'), number].join(' · '),
      note: values.title,
      href: `/ledger/${id}#edit`,
    }),
  });
  if (draft.restored === undefined) return null;
  return <Correcting {...props} draft={draft} kept={restoreCorrection(draft.restored)} />;
}

function Correcting(props: Props & { draft: Draft<Correction>; kept: Correction | null }) {
  const { draft, kept, onClose, onDone } = props;
  // What the edit is based on: a refresh meanwhile must not turn into a silent overwriting.
  const [{ entry, version, begun }] = useState(
    () =>
      (kept && { ...kept, begun: kept.values }) ?? {
        entry: props.entry,
        version: props.entry.version,
        begun: valuesOf(props.entry),
      },
  );
  const refusal = refusalOf(draft);
  const refused = refusal && new ProblemError(refusal.status, refusal);
  const handed = useRef(false);
  const t = useT(ledger);
  const words = useWords(entry);
  const categories = useCategories();
  const form = useForm<Values>({
    initialValues: begun,
    initialErrors: refused ? fieldErrors(refused) : {},
    validate: {
      title: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_title')),
      content: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_text')),
    },
    onValuesChange: (values) => draft.save({ values, entry, version }),
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
      version={version}
      refused={refused}
      labels={Object.fromEntries(fields.map((field) => [field, fieldLabel(t, field)]))}
      format={(field, value) => fieldWords(words, field, value)}
      onClose={() => {
        // Closed without saving: what was begun here is no longer wanted.
        if (!kept && !handed.current) void draft.discard();
        onClose();
      }}
      save={async (edited, based) => {
        const correction = { values: edited, entry, version: based };
        const delivery = await draft.handIn(correction, sendCorrection, { intent: 'correct', files: [] });
        handed.current = true;
        if (delivery.state === 'refused') throw delivery.error;
        onDone(t(delivery.state === 'sent' ? 'ledger.done_edit' : 'ledger.done_edit_waiting'));
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
