import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, ifMatch, newId, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog, notify, useUnits } from '#/ui';
import { type Publication, refreshPublications } from './model';
import { disclosure } from './texts';

const WRITERS = ['principal', 'office', 'branch_principal'];

/** Writes a draft, or changes one. */
export function PublicationDialog({ of, onClose }: { of?: Publication; onClose: () => void }) {
  const t = useT(disclosure);
  const me = useMe();
  const { units } = useUnits();
  const [id] = useState(newId);
  const classes = api.useQuery('get', '/api/v1/disclosure-classes');
  const create = api.useMutation('post', '/api/v1/publications');
  const update = api.useMutation('patch', '/api/v1/publications/{id}');
  const form = useForm({
    initialValues: {
      unit_id: me.roles.find((one) => WRITERS.includes(one.role))?.unit_id ?? '',
      class_id: of?.class_id ?? '',
      title: of?.title ?? '',
      period: of?.period ?? '',
      text: of?.text ?? '',
    },
    validate: {
      class_id: (value) => (value ? null : t('common.required')),
      title: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
      text: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
    },
  });
  const usable = (classes.data?.items ?? []).filter((one) => !one.retired || one.id === of?.class_id);
  const schools = units.filter((one) => one.kind !== 'bureau' && one.kind !== 'department' && !one.closed_on);
  return (
    <EditDialog
      title={t(of ? 'disclosure.edit_title' : 'disclosure.add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        class_id: t('disclosure.class'),
        title: t('disclosure.name'),
        period: t('disclosure.period'),
        text: t('disclosure.text'),
      }}
      onClose={onClose}
      save={async ({ unit_id, class_id, title, text, ...values }, version) => {
        const body = { class_id, title, text, period: values.period.trim() || null };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          await create.mutateAsync({ body: { id, ...body, ...(unit_id ? { unit_id } : {}) } });
        }
        await refreshPublications();
        notify.done(t(of ? 'disclosure.saved' : 'disclosure.written'));
      }}
    >
      <ChoiceField
        label={t('disclosure.class')}
        required
        placeholder={t('disclosure.class_choose')}
        choices={usable.map((one) => ({ value: one.id, label: one.name }))}
        value={form.values.class_id}
        onChange={(value) => form.setFieldValue('class_id', value)}
        error={form.errors.class_id}
      />
      <TextInput
        size="md"
        required
        maxLength={100}
        data-autofocus
        label={t('disclosure.name')}
        {...form.getInputProps('title')}
      />
      <TextInput
        size="md"
        maxLength={40}
        label={t('disclosure.period')}
        description={t('disclosure.period_hint')}
        {...form.getInputProps('period')}
      />
      <Textarea
        size="md"
        autosize
        minRows={8}
        maxRows={18}
        required
        maxLength={20_000}
        label={t('disclosure.text')}
        description={t('disclosure.text_hint')}
        {...form.getInputProps('text')}
      />
      {!of && schools.length > 1 && (
        <ChoiceField
          label={t('disclosure.unit')}
          choices={schools.map((one) => ({ value: one.id, label: one.name }))}
          value={form.values.unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
    </EditDialog>
  );
}
