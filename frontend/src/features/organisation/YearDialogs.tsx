import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, type components, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify, useUnits } from '#/ui';
import { monthsBetween } from './months';
import css from './Organisation.module.css';
import { organisation } from './texts';

type Year = components['schemas']['SchoolYear'];
type Term = components['schemas']['Term'];

function useLabels() {
  const t = useT(organisation);
  return {
    name: t('organisation.name'),
    starts_on: t('organisation.starts_on'),
    ends_on: t('organisation.ends_on'),
    teaching_months: t('organisation.teaching_months'),
  };
}

export function YearDialog({ of, onClose }: { of?: Year; onClose: () => void }) {
  const t = useT(organisation);
  const labels = useLabels();
  const { units } = useUnits();
  const create = api.useMutation('post', '/api/v1/school-years');
  const update = api.useMutation('patch', '/api/v1/school-years/{id}');
  const form = useForm({
    initialValues: {
      unit_id: of?.unit_id ?? '',
      name: of?.name ?? '',
      starts_on: of?.starts_on ?? '',
      ends_on: of?.ends_on ?? '',
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common.required')),
      starts_on: (value) => (value ? null : t('common.required')),
      ends_on: (value) => (value ? null : t('common.required')),
    },
  });
  const above = units.filter((unit) => ['bureau', 'central_school'].includes(unit.kind));
  const unit_id = form.values.unit_id || above.find((unit) => unit.kind === 'central_school')?.id || '';
  return (
    <EditDialog
      title={t(of ? 'organisation.edit_year' : 'organisation.add_year')}
      form={form}
      version={of?.version ?? 0}
      labels={labels}
      onClose={onClose}
      save={async ({ name, starts_on, ends_on }, version) => {
        const body = { name, starts_on, ends_on };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          await create.mutateAsync({ body: { ...body, unit_id } });
        }
        await changed('/api/v1/school-years');
        notify.done(t('organisation.saved'));
      }}
    >
      {!of && (
        <ChoiceField
          label={t('organisation.unit')}
          description={t('organisation.unit_hint')}
          choices={above.map(({ id, name }) => ({ value: id, label: name }))}
          value={unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
      <TextInput
        size="md"
        label={t('organisation.name')}
        placeholder={t('organisation.name_format_year')}
        required
        {...form.getInputProps('name')}
      />
      <div className={css.fields}>
        <DateField
          label={t('organisation.starts_on')}
          required
          value={form.values.starts_on}
          onChange={(value) => form.setFieldValue('starts_on', value)}
          error={form.errors.starts_on}
        />
        <DateField
          label={t('organisation.ends_on')}
          required
          value={form.values.ends_on}
          onChange={(value) => form.setFieldValue('ends_on', value)}
          error={form.errors.ends_on}
        />
      </div>
    </EditDialog>
  );
}

export function TermDialog({ year, of, onClose }: { year: Year; of?: Term; onClose: () => void }) {
  const t = useT(organisation);
  const labels = useLabels();
  const create = api.useMutation('post', '/api/v1/terms');
  const update = api.useMutation('patch', '/api/v1/terms/{id}');
  const form = useForm({
    initialValues: {
      name: of?.name ?? '',
      starts_on: of?.starts_on ?? '',
      ends_on: of?.ends_on ?? '',
      teaching_months: of?.teaching_months ?? [],
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common.required')),
      starts_on: (value) => (value ? null : t('common.required')),
      ends_on: (value) => (value ? null : t('common.required')),
      teaching_months: (value) => (value.length > 0 ? null : t('common.required')),
    },
  });
  const { values } = form;
  const months = monthsBetween(values.starts_on, values.ends_on);
  const toggle = (month: string, on: boolean) => {
    const chosen = months.filter((one) => (one === month ? on : values.teaching_months.includes(one)));
    form.setFieldValue('teaching_months', chosen);
  };
  return (
    <EditDialog
      title={t(of ? 'organisation.edit_term' : 'organisation.add_term')}
      text={year.name}
      form={form}
      version={of?.version ?? 0}
      labels={labels}
      onClose={onClose}
      save={async (sent, version) => {
        const body = {
          ...sent,
          teaching_months: sent.teaching_months.filter((month) => months.includes(month)),
        };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          await create.mutateAsync({ body: { ...body, school_year_id: year.id } });
        }
        await changed('/api/v1/terms');
        notify.done(t('organisation.saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('organisation.name')}
        placeholder={t('organisation.name_format_term')}
        required
        {...form.getInputProps('name')}
      />
      <div className={css.fields}>
        <DateField
          label={t('organisation.starts_on')}
          required
          min={year.starts_on}
          max={year.ends_on}
          value={values.starts_on}
          onChange={(value) => form.setFieldValue('starts_on', value)}
          error={form.errors.starts_on}
        />
        <DateField
          label={t('organisation.ends_on')}
          required
          min={year.starts_on}
          max={year.ends_on}
          value={values.ends_on}
          onChange={(value) => form.setFieldValue('ends_on', value)}
          error={form.errors.ends_on}
        />
      </div>
      {months.length > 0 && (
        <fieldset className={css.months}>
          <legend>{t('organisation.teaching_months')}</legend>
          {months.map((month) => (
            <label key={month}>
              <input
                type="checkbox"
                checked={values.teaching_months.includes(month)}
                onChange={({ currentTarget }) => toggle(month, currentTarget.checked)}
              />
              {month}
            </label>
          ))}
        </fieldset>
      )}
    </EditDialog>
  );
}
