import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, DateField } from '#/ui';
import css from './Families.module.css';
import { families } from './texts';
import { FLAGS, SEXES } from './words';

export type StudentValues = {
  name: string;
  sex: (typeof SEXES)[number];
  birth_date: string;
  ethnic_group: string;
  pupil_number: string;
} & Record<(typeof FLAGS)[number], '' | 'true' | 'false'>;

/** `''` when nobody has said. */
export function asWord(flag: boolean | null | undefined): '' | 'true' | 'false' {
  if (flag === null || flag === undefined) return '';
  return flag ? 'true' : 'false';
}

export function asFlag(word: string): boolean | null {
  return word === '' ? null : word === 'true';
}

/** The fields that a new pupil and an edit have in common. */
export function StudentFields({ form, flags }: { form: UseFormReturnType<StudentValues>; flags: boolean }) {
  const t = useT(families);
  const codes = api.useQuery('get', '/api/v1/codes', {}, { staleTime: Number.POSITIVE_INFINITY });
  const chinese = t('common.language') === 'English';
  return (
    <div className={css.fields}>
      <TextInput size="md" label={t('families.name')} required {...form.getInputProps('name')} />
      <ChoiceField
        label={t('families.sex')}
        choices={SEXES.map((value) => ({ value, label: t(`families.sex_${value}`) }))}
        value={form.values.sex}
        onChange={(value) => value && form.setFieldValue('sex', value)}
      />
      <DateField
        label={t('families.birth_date')}
        value={form.values.birth_date}
        onChange={(value) => form.setFieldValue('birth_date', value)}
        error={form.errors.birth_date}
      />
      <ChoiceField
        label={t('families.ethnic_group')}
        placeholder={t('families.unspecified')}
        choices={(codes.data?.ethnic_groups ?? []).map(({ code, name_zh, name_en }) => ({
          value: code,
          label: chinese ? name_zh : name_en,
        }))}
        value={form.values.ethnic_group}
        onChange={(value) => form.setFieldValue('ethnic_group', value)}
        error={form.errors.ethnic_group}
      />
      <TextInput
        size="md"
        label={t('families.pupil_number')}
        description={t('families.pupil_number_hint')}
        autoComplete="off"
        {...form.getInputProps('pupil_number')}
      />
      {flags &&
        FLAGS.map((flag) => (
          <ChoiceField
            key={flag}
            label={t(`families.flag_${flag}`)}
            placeholder={t('families.unspecified')}
            choices={[
              { value: 'true', label: t('families.yes') },
              { value: 'false', label: t('families.no') },
            ]}
            value={form.values[flag]}
            onChange={(value) => form.setFieldValue(flag, value)}
          />
        ))}
    </div>
  );
}
