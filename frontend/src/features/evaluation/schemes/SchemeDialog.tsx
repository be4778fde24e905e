import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, newId, useMe } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify, useUnits } from '#/ui';
import { refreshSchemes, type Scheme } from '../model';
import { schemes } from './texts';

const WRITERS: readonly string[] = ['office', 'principal', 'bureau'];

type Props = {
  /** The draft that is changed. */
  of?: Scheme;
  /** The version in force that a new one takes the place of. */
  former?: Scheme;
  onClose: () => void;
};

/** Drafts a scheme, or a version after another; or changes title and day of a draft. */
export function SchemeDialog({ of, former, onClose }: Props) {
  const t = useT(schemes);
  const format = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const { units } = useUnits();
  const [id] = useState(newId);
  const create = api.useMutation('post', '/api/v1/evaluation-schemes');
  const update = api.useMutation('patch', '/api/v1/evaluation-schemes/{id}');
  const own = me.roles.find((one) => WRITERS.includes(one.role))?.unit_id ?? '';
  const form = useForm({
    initialValues: {
      unit_id: former?.unit_id ?? own,
      title: of?.title ?? former?.title ?? '',
      effective_from: of?.effective_from ?? today(),
    },
    validate: {
      unit_id: (value) => (of || value ? null : t('common.required')),
      title: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
      effective_from: (value) => (value ? null : t('common.required')),
    },
  });
  const setters = units.filter((one) => one.kind !== 'department' && !one.closed_on);
  const title = of ? 'schemes.edit_title' : former ? 'schemes.successor' : 'schemes.add';
  return (
    <EditDialog
      title={t(title)}
      text={of ? undefined : t(former ? 'schemes.successor_text' : 'schemes.add_text')}
      form={form}
      version={of?.version ?? 0}
      labels={{ title: t('schemes.name'), effective_from: t('schemes.effective_from') }}
      format={(field, value) =>
        field === 'effective_from' && value ? format.date(String(value)) : String(value ?? '—')
      }
      onClose={onClose}
      save={async ({ unit_id, ...values }, version) => {
        const body = { ...values, title: values.title.trim() };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          const supersedes = former ? { supersedes_id: former.id } : {};
          await create.mutateAsync({ body: { id, unit_id, ...supersedes, ...body } });
        }
        await refreshSchemes();
        notify.done(t(of ? 'schemes.saved' : 'schemes.recorded'));
        if (!of) await navigate({ to: '/evaluation/schemes/$id', params: { id } });
      }}
    >
      <TextInput
        size="md"
        required
        maxLength={100}
        data-autofocus
        label={t('schemes.name')}
        {...form.getInputProps('title')}
      />
      {!of && !former && setters.length > 1 && (
        <ChoiceField
          label={t('schemes.unit')}
          required
          placeholder={t('schemes.unit_choose')}
          choices={setters.map((one) => ({ value: one.id, label: one.name }))}
          value={form.values.unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
      <DateField
        label={t('schemes.effective_from')}
        required
        description={t('schemes.effective_hint')}
        value={form.values.effective_from}
        onChange={(value) => form.setFieldValue('effective_from', value)}
        error={form.errors.effective_from}
      />
    </EditDialog>
  );
}
