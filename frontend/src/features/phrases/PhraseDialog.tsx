import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { changed, client, type components, ifMatch, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog, notify } from '#/ui';
import { KINDS, type Kind, PLACEHOLDERS, PURPOSES, type Purpose, SHARERS } from './model';
import { phrases } from './texts';

export type Phrase = components['schemas']['Phrase'];

type Props = { phrase?: Phrase; purpose: Purpose; kind?: Kind | undefined; onClose: () => void };

/** A new phrase or template, or a change of one: its words, and where it is offered. */
export function PhraseDialog(props: Props) {
  const t = useT(phrases);
  const me = useMe();
  const { phrase } = props;
  const units = me.roles.filter((grant) => SHARERS.has(grant.role) && grant.unit_id && grant.unit_name);
  const form = useForm({
    initialValues: {
      text: phrase?.text ?? '',
      purpose: phrase?.purpose ?? props.purpose,
      kind: (phrase ? phrase.kind : props.kind) ?? ('' as Kind | ''),
      unit_id: phrase?.unit_id ?? '',
    },
    validate: { text: (text) => ([...text.trim()].length > 1 ? null : t('phrases.too_short')) },
  });
  const { purpose } = form.values;
  const inRecords = purpose === 'record';
  return (
    <EditDialog
      title={t(phrase ? 'phrases.edit' : 'phrases.add')}
      form={form}
      version={phrase?.version ?? 0}
      labels={{ text: t('phrases.text'), kind: t('phrases.kind') }}
      onClose={props.onClose}
      save={async ({ text, kind, unit_id, purpose }, version) => {
        const of = purpose === 'record' && kind ? { kind } : {};
        if (phrase) {
          await client.PATCH('/api/v1/phrases/{id}', {
            params: { path: { id: phrase.id }, header: ifMatch(version) },
            body: { text, ...(inRecords ? { kind: kind || null } : {}) },
          });
        } else {
          await client.POST('/api/v1/phrases', {
            body: { text, purpose, ...of, ...(unit_id ? { unit_id } : {}) },
          });
        }
        await changed('/api/v1/phrases');
        notify.done(t('phrases.saved'));
      }}
    >
      {!phrase && (
        <ChoiceField
          label={t('phrases.purpose')}
          choices={PURPOSES.map((value) => ({ value, label: t(`phrases.purpose_${value}`) }))}
          value={purpose}
          onChange={(value) => value && form.setFieldValue('purpose', value)}
        />
      )}
      {inRecords ? (
        <TextInput
          size="md"
          label={t('phrases.text')}
          placeholder={t('phrases.text_placeholder')}
          required
          maxLength={200}
          data-autofocus
          {...form.getInputProps('text')}
        />
      ) : (
        <Textarea
          size="md"
          label={t('phrases.template')}
          description={t('phrases.template_hint')}
          placeholder={t('phrases.template_placeholder')}
          required
          rows={6}
          maxLength={1000}
          data-autofocus
          {...form.getInputProps('text')}
        />
      )}
      {!inRecords && (
        <div className="row">
          {PLACEHOLDERS.map((word) => (
            <Button
              key={word}
              size="sm"
              variant="default"
              onClick={() => form.setFieldValue('text', form.values.text + word)}
            >
              {t('phrases.insert', { word })}
            </Button>
          ))}
        </div>
      )}
      {inRecords && (
        <ChoiceField
          label={t('phrases.kind')}
          placeholder={t('phrases.every_kind')}
          choices={KINDS.map((value) => ({ value, label: t(`terms.kind_${value}`) }))}
          value={form.values.kind}
          onChange={(kind) => form.setFieldValue('kind', kind)}
        />
      )}
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
