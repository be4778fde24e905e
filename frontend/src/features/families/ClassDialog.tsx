import { NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, ifMatch } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, EditDialog, notify, useUnits } from '#/ui';
import css from './Families.module.css';
import { families } from './texts';
import { type ClassDetail, STAGES } from './words';

/** A new class, or an edit of the given one. */
export function ClassDialog({ of, onClose }: { of?: ClassDetail; onClose: () => void }) {
  const t = useT(families);
  const { units } = useUnits();
  const years = api.useQuery('get', '/api/v1/school-years', { params: { query: { limit: 20 } } });
  const create = api.useMutation('post', '/api/v1/classes');
  const update = api.useMutation('patch', '/api/v1/classes/{id}');
  const current = years.data?.items.find((year) => year.starts_on <= today() && today() <= year.ends_on);
  const form = useForm({
    initialValues: {
      unit_id: of?.unit_id ?? '',
      school_year_id: of?.school_year_id ?? '',
      stage: of?.stage ?? ('primary' as (typeof STAGES)[number]),
      grade: of?.grade ?? 1,
      number: of?.number ?? 1,
      name: of?.name ?? '',
      external_code: of?.external_code ?? '',
    },
    validate: { unit_id: (value) => (value ? null : t('common.required')) },
  });
  const schools = units.filter((unit) => !['bureau', 'department'].includes(unit.kind));
  const year = form.values.school_year_id || current?.id || '';
  return (
    <EditDialog
      title={t(of ? 'families.edit_class' : 'families.add_class')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        name: t('families.class_name'),
        grade: t('families.grade'),
        number: t('families.number'),
        external_code: t('families.external_code'),
      }}
      onClose={onClose}
      save={async (values, version) => {
        const { grade, number } = values;
        const external_code = values.external_code.trim() || null;
        const name = values.name.trim();
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: { grade, number, external_code, ...(name ? { name } : {}) },
          });
        } else {
          const { unit_id, stage } = values;
          await create.mutateAsync({
            body: { unit_id, stage, grade, number, external_code, school_year_id: year, name: name || null },
          });
        }
        await changed('/api/v1/classes');
        notify.done(t('families.saved'));
      }}
    >
      <div className={css.fields}>
        {!of && (
          <>
            <ChoiceField
              label={t('families.unit')}
              required
              placeholder=""
              choices={schools.map((unit) => ({ value: unit.id, label: unit.name }))}
              value={form.values.unit_id}
              onChange={(value) => form.setFieldValue('unit_id', value)}
              error={form.errors.unit_id}
            />
            <ChoiceField
              label={t('families.school_year')}
              choices={(years.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={year}
              onChange={(value) => form.setFieldValue('school_year_id', value)}
              error={form.errors.school_year_id}
            />
            <ChoiceField
              label={t('families.stage')}
              choices={STAGES.map((value) => ({ value, label: t(`families.stage_${value}`) }))}
              value={form.values.stage}
              onChange={(value) => value && form.setFieldValue('stage', value)}
            />
          </>
        )}
        <NumberInput
          size="md"
          label={t('families.grade')}
          min={1}
          max={9}
          hideControls
          {...form.getInputProps('grade')}
        />
        <NumberInput
          size="md"
          label={t('families.number')}
          min={1}
          max={99}
          hideControls
          {...form.getInputProps('number')}
        />
        <TextInput
          size="md"
          label={t('families.class_name')}
          description={of ? undefined : t('families.class_name_hint')}
          {...form.getInputProps('name')}
        />
        <TextInput size="md" label={t('families.external_code')} {...form.getInputProps('external_code')} />
      </div>
    </EditDialog>
  );
}
