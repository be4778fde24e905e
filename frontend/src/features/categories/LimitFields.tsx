import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useT } from '#/i18n';
import css from './Categories.module.css';
import { LIMITS, outOfRange, type Written } from './model';
import { categories } from './texts';

type Translator = ReturnType<typeof useT<typeof categories>>;

/** What is wrong with the limits of a form, by field. */
export function limitErrors(days: Written, t: Translator): Record<string, string> {
  const wrong = outOfRange(days).map(({ name, min, max }) => [
    `days.${name}`,
    t('categories.one_of', { label: t(`categories.${name}`), min, max }),
  ]);
  return Object.fromEntries(wrong);
}

/** The seven limits of a category. */
export function LimitFields<Values extends { days: Written }>({ form }: { form: UseFormReturnType<Values> }) {
  const t = useT(categories);
  return (
    <fieldset className={css.limits}>
      <legend>{t('categories.limits')}</legend>
      {LIMITS.map(({ name }) => (
        <TextInput
          key={name}
          size="md"
          inputMode="numeric"
          label={t(`categories.${name}`)}
          required
          maxLength={2}
          {...form.getInputProps(`days.${name}`)}
        />
      ))}
    </fieldset>
  );
}
