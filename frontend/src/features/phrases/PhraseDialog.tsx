import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { changed, client, type components, ifMatch, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog, notify } from '#/ui';
import { KINDS, type Kind, SHARERS } from './model';
import { phrases } from './texts';

export type Phrase = components['schemas']['Phrase'];

/** A new phrase, or a change of one: its words, and for which kind of record it is offered. */
export function PhraseDialog(props: { phrase?: Phrase; kind?: Kind | undefined; onClose: () => void }) {
  const t = useT(phrases);
  const me = useMe();
  const { phrase } = props;
  const units = me.roles.filter((grant) => SHARERS.has(grant.role) && grant.unit_id && grant.unit_name);
  const form = useForm({
    initialValues: {
      text: phrase?.text ?? '',
      kind: (phrase ? phrase.kind : props.kind) ?? ('' as Kind | ''),
      unit_id: phrase?.unit_id ?? '',
    },
    validate: { text: (text) => ([...text.trim()].length > 1 ? null : t('phrases.too_short')) },
  });
  return (
    <EditDialog
      title={t(phrase ? 'phrases.edit' : 'phrases.add')}
      form={form}
      version={phrase?.version ?? 0}
      labels={{ text: t('phrases.text'), kind: t('phrases.kind') }}
      onClose={props.onClose}
      save={async ({ text, kind, unit_id }, version) => {
        if (phrase) {
          await client.PATCH('/api/v1/phrases/{id}', {
            params: { path: { id: phrase.id }, header: ifMatch(version) },
            body: { text, kind: kind || null },
          });
        } else {
          await client.POST('/api/v1/phrases', {
            body: { text, ...(kind ? { kind } : {}), ...(unit_id ? { unit_id } : {}) },
          });
        }
        await changed('/api/v1/phrases');
        notify.done(t('phrases.saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('phrases.text')}
        placeholder={t('phrases.text_placeholder')}
        required
        maxLength={200}
        data-autofocus
        {...form.getInputProps('text')}
      />
      <ChoiceField
        label={t('phrases.kind')}
        placeholder={t('phrases.every_kind')}
        choices={KINDS.map((value) => ({ value, label: t(`terms.kind_${value}`) }))}
        value={form.values.kind}
        onChange={(kind) => form.setFieldValue('kind', kind)}
      />
      {!phrase && units.length > 0 && (
        <ChoiceField
          label={t('phrases.whose')}
          placeholder={t('phrases.only_me')}
          choices={units.map((grant) => ({
            value: grant.unit_id ?? '',
            label: t('phrases.unit', { unit: grant.unit_name ?? '' }),
          }))}
          value={form.values.unit_id}
          onChange={(unit_id) => form.setFieldValue('unit_id', unit_id)}
        />
      )}
    </EditDialog>
  );
}
