import type { UseFormReturnType } from '@mantine/form';
import { useT } from '#/i18n';
import { Chips, ChoiceField } from '#/ui';
import { conditions, type DutyValues, ranks, unitKinds } from './duty-values';
import { plan } from './texts';

/** Whom a duty binds: ranks, kinds of units, and how the conditions go together. */
export function DutySubjectFields({ form, fixed }: { form: UseFormReturnType<DutyValues>; fixed: boolean }) {
  const t = useT(plan);
  const { values } = form;
  const several = values.conditions.length + (values.ranks.length > 0 ? 1 : 0) > 1;
  return (
    <>
      {!fixed && (
        <ChoiceField
          label={t('plan.edit_subject')}
          choices={(['person', 'unit'] as const).map((value) => ({
            value,
            label: t(`plan.subject_${value}`),
          }))}
          value={values.subject}
          onChange={(value) => value && form.setFieldValue('subject', value)}
        />
      )}
      {values.subject === 'person' && (
        <>
          <Chips
            label={t('plan.edit_ranks')}
            choices={ranks.map((value) => ({ value, label: t(`terms.rank_${value}`) }))}
            value={values.ranks}
            onChange={(value) => form.setFieldValue('ranks', value)}
          />
          <Chips
            label={t('plan.edit_conditions')}
            choices={conditions.map((value) => ({ value, label: t(`plan.condition_${value}`) }))}
            value={values.conditions}
            onChange={(value) => form.setFieldValue('conditions', value)}
          />
          {several && (
            <ChoiceField
              label={t('plan.edit_any')}
              choices={(['all', 'any'] as const).map((value) => ({ value, label: t(`plan.any_${value}`) }))}
              value={values.any}
              onChange={(value) => value && form.setFieldValue('any', value)}
            />
          )}
        </>
      )}
      <Chips
        label={t('plan.edit_unit_kinds')}
        choices={unitKinds.map((value) => ({ value, label: t(`terms.unit_${value}`) }))}
        value={values.unit_kinds}
        onChange={(value) => form.setFieldValue('unit_kinds', value)}
      />
    </>
  );
}
