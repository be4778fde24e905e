import { NumberInput, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useForm } from '@mantine/form';
import { api, changed, type components, fieldErrors, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { Chips, ChoiceField, ConfirmMove, notify } from '#/ui';
import { DutySubjectFields } from './DutySubjectFields';
import { type DutyValues, periods, ranks, readings, valuesOf, writtenOf } from './duty-values';
import css from './plan.module.css';
import { plan } from './texts';
import type { Duty } from './words';

/** Changes a duty of a draft, with all its readings, in plain words; an empty target is "not set", not zero. */
export function EditDuty({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const t = useT(plan);
  const update = api.useMutation('patch', '/api/v1/duties/{id}');
  const form = useForm<DutyValues>({ initialValues: valuesOf(duty) });
  const { values } = form;
  const counts = duty.metric === 'activity_count' || duty.metric === 'targets_covered';
  const everyone = values.readings.includes('everyone');
  const numbered = !everyone && duty.metric !== 'yes_no';
  const byRank: readonly components['schemas']['Rank'][] = values.ranks.length > 0 ? values.ranks : ranks;

  async function save() {
    try {
      await update.mutateAsync({
        params: { path: { id: duty.id }, header: ifMatch(duty.version) },
        body: writtenOf(duty, values),
      });
    } catch (refusal) {
      form.setErrors(fieldErrors(refusal));
      throw refusal;
    }
    await changed('/api/v1/duties', '/api/v1/plans');
    notify.done(t('plan.saved'));
  }

  return (
    <ConfirmMove
      title={t('plan.edit_duty', { title: duty.title })}
      text={duty.source_quote && `“${duty.source_quote}”`}
      confirmLabel={t('common.save')}
      onConfirm={save}
      onClose={onClose}
    >
      <TextInput size="md" label={t('plan.duty')} required maxLength={60} {...form.getInputProps('title')} />
      {numbered && (
        <NumberInput
          size="md"
          label={t('plan.edit_target')}
          description={t('plan.edit_target_hint')}
          placeholder={t('plan.unset')}
          min={1}
          max={10_000}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('target')}
        />
      )}
      {numbered && values.subject === 'person' && (
        <fieldset className={css.byRank}>
          <legend>{t('plan.edit_by_rank')}</legend>
          <p className="muted">{t('plan.edit_by_rank_hint')}</p>
          {byRank.map((rank) => (
            <NumberInput
              key={rank}
              size="md"
              label={t(`terms.rank_${rank}`)}
              min={1}
              max={10_000}
              allowDecimal={false}
              hideControls
              {...form.getInputProps(`by_rank.${rank}`)}
              error={form.errors.target_by_rank}
            />
          ))}
        </fieldset>
      )}
      <TextInput
        size="md"
        label={t('plan.edit_label')}
        maxLength={10}
        {...form.getInputProps('unit_label')}
      />
      <ChoiceField
        label={t('plan.edit_period')}
        choices={periods.map((value) => ({ value, label: t(`plan.period_${value}`) }))}
        value={values.period}
        onChange={(value) => value && form.setFieldValue('period', value)}
      />
      <DutySubjectFields form={form} fixed={!counts} />
      {counts && (
        <Chips
          label={t('plan.edit_readings')}
          choices={readings
            .filter((value) => value !== 'everyone' || duty.metric === 'targets_covered')
            .filter((value) => value !== 'discussed_only' || duty.activity_kind === 'lesson_observation')
            .map((value) => ({ value, label: t(`plan.reading_${value}`) }))}
          value={values.readings}
          onChange={(value) => form.setFieldValue('readings', value)}
        />
      )}
      {everyone && (
        <>
          <ChoiceField
            label={t('plan.edit_counting')}
            choices={(['pupil', 'household'] as const).map((value) => ({
              value,
              label: t(`plan.counting_${value}`),
            }))}
            value={values.counting_unit}
            onChange={(value) => value && form.setFieldValue('counting_unit', value)}
          />
          <ChoiceField
            label={t('plan.edit_coverage')}
            choices={(['any_teacher', 'each_teacher'] as const).map((value) => ({
              value,
              label: t(`plan.coverage_${value}`),
            }))}
            value={values.coverage}
            onChange={(value) => value && form.setFieldValue('coverage', value)}
          />
        </>
      )}
      <Chips
        label={t('plan.informational')}
        choices={[{ value: 'informational', label: t('plan.edit_informational') }]}
        value={values.informational}
        onChange={(value) => form.setFieldValue('informational', value)}
      />
      <Textarea
        size="md"
        label={t('plan.edit_quote')}
        maxLength={500}
        autosize
        minRows={2}
        {...form.getInputProps('source_quote')}
      />
      <TextInput
        size="md"
        label={t('plan.edit_document')}
        maxLength={200}
        {...form.getInputProps('issuing_document')}
      />
    </ConfirmMove>
  );
}
