import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, newId, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify, useUnits } from '#/ui';
import { fromSchoolClock, onSchoolClock, type Round, refreshRounds } from '../model';
import { schemes as schemeTexts } from '../schemes/texts';
import { evaluation } from '../texts';

const HOLDERS: readonly string[] = ['office', 'principal', 'bureau'];

/** Prepares a round, or changes one as far as its state lets it. */
export function RoundDialog({ of, onClose }: { of?: Round; onClose: () => void }) {
  const t = useT(evaluation);
  const ofScheme = useT(schemeTexts);
  const me = useMe();
  const navigate = useNavigate();
  const { units } = useUnits();
  const [id] = useState(newId);
  const create = api.useMutation('post', '/api/v1/evaluation-rounds');
  const update = api.useMutation('patch', '/api/v1/evaluation-rounds/{id}');
  const required = (value: string) => (value ? null : t('common.required'));
  const form = useForm({
    initialValues: {
      unit_id: of?.unit_id ?? me.roles.find((one) => HOLDERS.includes(one.role))?.unit_id ?? '',
      scheme_id: of?.scheme_id ?? '',
      title: of?.title ?? '',
      period_from: of?.period_from ?? '',
      period_to: of?.period_to ?? '',
      closes_at: onSchoolClock(of?.closes_at),
      notes: of?.notes ?? '',
    },
    validate: {
      unit_id: required,
      scheme_id: required,
      title: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
      period_from: required,
      period_to: required,
    },
  });
  const { unit_id } = form.values;
  const schemes = api.useQuery(
    'get',
    '/api/v1/evaluation-schemes',
    { params: { query: { for_unit_id: unit_id, state: ['draft', 'in_force'], limit: 50 } } },
    { enabled: Boolean(unit_id) },
  );
  const draft = !of || of.state === 'draft';
  const evaluating = units.filter((one) => one.kind !== 'department' && !one.closed_on);
  return (
    <EditDialog
      title={t(of ? 'evaluation.edit_title' : 'evaluation.add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        title: t('evaluation.name'),
        scheme_id: t('evaluation.scheme'),
        period_from: t('evaluation.period_from'),
        period_to: t('evaluation.period_to'),
        closes_at: t('evaluation.closes_at'),
        notes: t('evaluation.notes'),
      }}
      onClose={onClose}
      save={async (values, version) => {
        const said = { title: values.title.trim(), notes: values.notes.trim() || null };
        const closes_at = values.closes_at ? fromSchoolClock(values.closes_at) : null;
        const { scheme_id, period_from, period_to } = values;
        const whole = { ...said, scheme_id, period_from, period_to, closes_at };
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: draft ? whole : said,
          });
        } else {
          await create.mutateAsync({ body: { id, unit_id: values.unit_id, ...whole } });
        }
        await refreshRounds();
        notify.done(t(of ? 'evaluation.saved' : 'evaluation.recorded'));
        if (!of) await navigate({ to: '/evaluation/$id', params: { id } });
      }}
    >
      <TextInput
        size="md"
        required
        maxLength={100}
        data-autofocus
        label={t('evaluation.name')}
        {...form.getInputProps('title')}
      />
      {!of && evaluating.length > 1 && (
        <ChoiceField
          label={t('evaluation.unit')}
          required
          placeholder={t('evaluation.unit_choose')}
          choices={evaluating.map((one) => ({ value: one.id, label: one.name }))}
          value={unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
      {draft && (
        <>
          <ChoiceField
            label={t('evaluation.scheme')}
            required
            placeholder={t('evaluation.scheme_choose')}
            choices={(schemes.data?.items ?? []).map((one) => ({
              value: one.id,
              label: one.state === 'draft' ? `${one.title} · ${ofScheme('schemes.state_draft')}` : one.title,
            }))}
            value={form.values.scheme_id}
            onChange={(value) => form.setFieldValue('scheme_id', value)}
            error={form.errors.scheme_id}
            description={schemes.data?.items.length === 0 ? t('evaluation.scheme_none') : undefined}
          />
          <DateField
            label={t('evaluation.period_from')}
            required
            value={form.values.period_from}
            onChange={(value) => form.setFieldValue('period_from', value)}
            error={form.errors.period_from}
          />
          <DateField
            label={t('evaluation.period_to')}
            required
            min={form.values.period_from}
            value={form.values.period_to}
            onChange={(value) => form.setFieldValue('period_to', value)}
            error={form.errors.period_to}
          />
          <TextInput
            size="md"
            type="datetime-local"
            label={t('evaluation.closes_at')}
            description={t('evaluation.closes_hint')}
            {...form.getInputProps('closes_at')}
          />
        </>
      )}
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxLength={1000}
        label={t('evaluation.notes')}
        description={t('evaluation.notes_hint')}
        {...form.getInputProps('notes')}
      />
    </EditDialog>
  );
}
