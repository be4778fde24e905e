import { Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMe } from '#/api';
import { useT } from '#/i18n';
import { Chips, ChoiceField, useUnits } from '#/ui';
import css from './Ledger.module.css';
import { type NewEntry, withContent } from './new-entry';
import { ledger } from './texts';
import { CHANNELS, useCategories } from './words';

/** What was said, what it is about, where it came in. */
export function SaidFields({ form }: { form: UseFormReturnType<NewEntry> }) {
  const t = useT(ledger);
  const categories = useCategories();
  const schools = useSchools(form.values.unit_id);
  const { values, errors } = form;
  const category = categories.find((one) => one.id === values.category_id);
  const urgency = values.urgency || category?.urgency;
  const hint =
    category && urgency
      ? urgency === 'urgent'
        ? t('ledger.urgency_hint_urgent')
        : t(`ledger.urgency_hint_${urgency}`, {
            count: category.limits[urgency === 'normal' ? 'normal_days' : 'complex_days'],
          })
      : null;
  return (
    <section className={`sheet ${css.sheet}`}>
      <Textarea
        size="md"
        label={t('ledger.new_content')}
        description={t('ledger.new_content_hint')}
        required
        rows={4}
        maxLength={4000}
        classNames={{ input: css.text ?? '' }}
        {...form.getInputProps('content')}
        onChange={({ currentTarget }) => form.setValues(withContent(values, currentTarget.value))}
      />
      <TextInput
        size="md"
        label={t('ledger.new_headline')}
        description={t('ledger.new_headline_hint')}
        required
        maxLength={100}
        autoComplete="off"
        {...form.getInputProps('title')}
      />
      <div>
        <Chips
          single
          label={t('ledger.category')}
          choices={categories.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.category_id ? [values.category_id] : []}
          onChange={([chosen = '']) => form.setFieldValue('category_id', chosen)}
        />
        {errors.category_id ? (
          <p className={css.error} role="alert">
            {errors.category_id}
          </p>
        ) : (
          hint && (
            <p className={css.hint} role="status">
              {urgency && t(`terms.urgency_${urgency}`)} · {hint}
            </p>
          )
        )}
      </div>
      <div className={css.fields}>
        <ChoiceField
          label={t('ledger.channel')}
          choices={CHANNELS.map((value) => ({ value, label: t(`ledger.channel_${value}`) }))}
          value={values.channel}
          onChange={(value) => value && form.setFieldValue('channel', value)}
          error={errors.channel}
        />
        <ChoiceField
          label={t('ledger.unit')}
          choices={schools}
          value={values.unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={errors.unit_id}
        />
      </div>
    </section>
  );
}

/** The schools the caller may register for: his own, those below his roles, and that of the activity. */
function useSchools(chosen: string) {
  const me = useMe();
  const { units, choices } = useUnits();
  const roots = new Set([me.person?.unit_id, ...me.roles.map((role) => role.unit_id)]);
  const reached = (id: string): boolean => {
    if (roots.has(id) || id === chosen) return true;
    const above = units.find((unit) => unit.id === id)?.parent_id;
    return above ? reached(above) : false;
  };
  return choices.filter(
    ({ value }) => units.find((unit) => unit.id === value)?.kind !== 'department' && reached(value),
  );
}
