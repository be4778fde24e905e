import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, ifMatch, newId, useCan } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify, type Option, Picker, useUnits } from '#/ui';
import { type Inspection, refreshInspections } from './inspections/model';
import { type Finding, refreshFindings, SOURCES, staff, THEMES } from './model';
import { supervision } from './texts';

type Props = {
  of?: Finding;
  /** Of a study card: the theme it was found by. */
  theme?: string | undefined;
  /** What found it: then it is a finding of that inspection. */
  inspection?: Pick<Inspection, 'id' | 'unit_id'>;
  onClose: () => void;
};

const option = (id: string | null, name: string | null): Option[] =>
  id && name ? [{ id, label: name }] : [];

/** Records a finding, or changes what is not done yet. */
export function FindingDialog({ of, theme, inspection, onClose }: Props) {
  const t = useT(supervision);
  const format = useFormat();
  const units = useUnits();
  const oversees = useCan('exports:run');
  const [id] = useState(newId);
  const [owner, setOwner] = useState(option(of?.owner_id ?? null, of?.owner_name ?? null));
  const [person, setPerson] = useState(option(of?.person_id ?? null, of?.person_name ?? null));
  const create = api.useMutation('post', '/api/v1/findings');
  const update = api.useMutation('patch', '/api/v1/findings/{id}');
  const form = useForm({
    initialValues: {
      source: of?.source ?? (inspection ? 'inspection' : theme ? 'study_theme' : 'self_check'),
      theme: of?.theme ?? THEMES.find((one) => one === theme) ?? THEMES[0],
      found_on: of?.found_on ?? today(),
      what: of?.what ?? '',
      measure: of?.measure ?? '',
      due_on: of?.due_on ?? '',
      unit_id: inspection?.unit_id ?? '',
    },
    validate: {
      what: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
      due_on: (value) => (value ? null : t('common.required')),
      found_on: (value) => (value ? null : t('common.required')),
    },
  });
  const { source } = form.values;
  return (
    <EditDialog
      title={t(of ? 'supervision.edit_title' : 'supervision.add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        what: t('supervision.what'),
        measure: t('supervision.measure'),
        due_on: t('supervision.due_on'),
        owner_id: t('supervision.owner'),
        person_id: t('supervision.person'),
      }}
      format={(field, value) => (field === 'due_on' ? format.date(String(value)) : String(value ?? '—'))}
      onClose={onClose}
      save={async (values, version) => {
        const { what, due_on } = values;
        const measure = values.measure.trim() || null;
        const person_id = person[0]?.id ?? null;
        if (of) {
          const owner_id = owner[0]?.id ?? of.owner_id;
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: { what, measure, due_on, person_id, owner_id },
          });
        } else {
          await create.mutateAsync({
            body: {
              id,
              source,
              found_on: values.found_on,
              what,
              measure,
              due_on,
              person_id,
              ...(source === 'study_theme' ? { theme: values.theme } : {}),
              ...(inspection ? { inspection_id: inspection.id } : {}),
              ...(owner[0] ? { owner_id: owner[0].id } : {}),
              ...(values.unit_id ? { unit_id: values.unit_id } : {}),
            },
          });
        }
        await refreshFindings();
        if (inspection) await refreshInspections();
        notify.done(t(of ? 'supervision.saved' : 'supervision.recorded'));
      }}
    >
      {!of && !inspection && (
        <>
          <ChoiceField
            label={t('supervision.source')}
            choices={SOURCES.filter((one) => oversees || one !== 'inspection').map((value) => ({
              value,
              label: t(`supervision.source_${value}`),
            }))}
            value={source}
            onChange={(value) => value && form.setFieldValue('source', value)}
          />
          {source === 'study_theme' && (
            <ChoiceField
              label={t('supervision.theme')}
              choices={THEMES.map((value) => ({ value, label: t(`terms.study_theme_${value}`) }))}
              value={form.values.theme}
              onChange={(value) => value && form.setFieldValue('theme', value)}
              error={form.errors.theme}
            />
          )}
        </>
      )}
      <Textarea
        size="md"
        autosize
        minRows={3}
        required
        maxLength={1000}
        data-autofocus
        label={t('supervision.what')}
        description={t('supervision.what_hint')}
        {...form.getInputProps('what')}
      />
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxLength={1000}
        label={t('supervision.measure')}
        description={t('supervision.measure_hint')}
        {...form.getInputProps('measure')}
      />
      {!of && (
        <DateField
          label={t('supervision.found_on')}
          required
          max={today()}
          value={form.values.found_on}
          onChange={(value) => form.setFieldValue('found_on', value)}
          error={form.errors.found_on}
        />
      )}
      <DateField
        label={t('supervision.due_on')}
        required
        min={form.values.found_on}
        value={form.values.due_on}
        onChange={(value) => form.setFieldValue('due_on', value)}
        error={form.errors.due_on}
      />
      {oversees && (
        <Picker
          label={t('supervision.owner')}
          description={of ? undefined : t('supervision.owner_hint')}
          source={['finding-owner']}
          people
          value={owner}
          onChange={setOwner}
          error={form.errors.owner_id}
          load={staff}
        />
      )}
      {oversees && !of && (
        <ChoiceField
          label={t('supervision.unit')}
          placeholder={t('supervision.unit_own')}
          choices={units.choices}
          value={form.values.unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
      <Picker
        label={t('supervision.person')}
        description={t('supervision.person_hint')}
        source={['finding-person']}
        people
        value={person}
        onChange={setPerson}
        error={form.errors.person_id}
        load={staff}
      />
    </EditDialog>
  );
}
