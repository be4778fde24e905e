import { NumberInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useForm } from '@mantine/form';
import { api, changed, fieldErrors, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, ConfirmMove, notify } from '#/ui';
import { plan } from './texts';
import type { Duty } from './words';

/** Changes the target of a duty in a draft; an empty target is "not set", not zero. */
export function EditDuty({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const t = useT(plan);
  const update = api.useMutation('patch', '/api/v1/duties/{id}');
  const numbered = !duty.options.everyone && duty.metric !== 'yes_no' && !duty.target_by_rank;
  const form = useForm({
    initialValues: {
      title: duty.title,
      target: (duty.target ?? '') as number | string,
      unit_label: duty.unit_label ?? '',
      counting_unit: duty.options.counting_unit ?? ('pupil' as const),
      coverage: duty.options.coverage ?? 'any_teacher',
      reading: duty.subject_selector.any ? 'any' : 'all',
    },
  });
  const twoReadings = Boolean(duty.subject_selector.party_member && duty.subject_selector.teaches);

  async function save() {
    const { title, target, unit_label, counting_unit, coverage, reading } = form.values;
    try {
      await update.mutateAsync({
        params: { path: { id: duty.id }, header: ifMatch(duty.version) },
        body: {
          title,
          unit_label: unit_label || null,
          ...(numbered ? { target: target === '' ? null : Number(target) } : {}),
          ...(duty.options.everyone ? { options: { ...duty.options, counting_unit, coverage } } : {}),
          ...(twoReadings ? { subject_selector: { ...duty.subject_selector, any: reading === 'any' } } : {}),
        },
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
      <TextInput
        size="md"
        label={t('plan.edit_label')}
        maxLength={10}
        {...form.getInputProps('unit_label')}
      />
      {duty.options.everyone && (
        <>
          <ChoiceField
            label={t('plan.edit_counting')}
            choices={(['pupil', 'household'] as const).map((value) => ({
              value,
              label: t(`plan.counting_${value}`),
            }))}
            {...form.getInputProps('counting_unit')}
            value={form.values.counting_unit}
          />
          <ChoiceField
            label={t('plan.edit_coverage')}
            choices={(['any_teacher', 'each_teacher'] as const).map((value) => ({
              value,
              label: t(`plan.coverage_${value}`),
            }))}
            {...form.getInputProps('coverage')}
            value={form.values.coverage}
          />
        </>
      )}
      {twoReadings && (
        <ChoiceField
          label={t('plan.edit_reading')}
          choices={(['all', 'any'] as const).map((value) => ({ value, label: t(`plan.reading_${value}`) }))}
          {...form.getInputProps('reading')}
          value={form.values.reading}
        />
      )}
    </ConfirmMove>
  );
}
