import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, useUnits } from '#/ui';
import css from './Personnel.module.css';
import { personnel } from './texts';
import { SEXES } from './words';

export type PersonValues = {
  name: string;
  unit_id: string;
  sex: (typeof SEXES)[number];
  staff_number: string;
  ethnic_group: string;
  political_affiliation: string;
  phone: string;
  id_number: string;
};

/** The national codes with their names in the language of the page. */
export function useCodes() {
  const { data } = api.useQuery('get', '/api/v1/codes', {}, { staleTime: Number.POSITIVE_INFINITY });
  const t = useT(personnel);
  const chinese = t('common.language') === 'English';
  const named = (codes: { code: string; name_zh: string; name_en: string }[] = []) =>
    codes.map(({ code, name_zh, name_en }) => ({ value: code, label: chinese ? name_zh : name_en }));
  const ethnic_groups = named(data?.ethnic_groups);
  const political_affiliations = named(data?.political_affiliations);
  const word = (choices: { value: string; label: string }[]) => (code: string | null) =>
    choices.find((one) => one.value === code)?.label ?? code;
  return {
    ethnic_groups,
    political_affiliations,
    ethnicGroup: word(ethnic_groups),
    politicalAffiliation: word(political_affiliations),
  };
}

/** The fields that a new person and an edit have in common. */
export function PersonFields({ form }: { form: UseFormReturnType<PersonValues> }) {
  const t = useT(personnel);
  const { choices } = useUnits();
  const codes = useCodes();
  const choice = (name: 'unit_id' | 'sex' | 'ethnic_group' | 'political_affiliation') => ({
    value: form.values[name],
    onChange: (value: string) => form.setFieldValue(name, value),
    error: form.errors[name],
  });
  return (
    <div className={css.fields}>
      <TextInput size="md" label={t('personnel.name')} required {...form.getInputProps('name')} />
      <ChoiceField
        label={t('personnel.unit')}
        required
        choices={choices}
        placeholder=""
        {...choice('unit_id')}
      />
      <ChoiceField
        label={t('personnel.sex')}
        choices={SEXES.map((value) => ({ value, label: t(`personnel.sex_${value}`) }))}
        {...choice('sex')}
      />
      <TextInput
        size="md"
        label={t('personnel.phone')}
        type="tel"
        autoComplete="off"
        {...form.getInputProps('phone')}
      />
      <TextInput size="md" label={t('personnel.staff_number')} {...form.getInputProps('staff_number')} />
      <ChoiceField
        label={t('personnel.ethnic_group')}
        choices={codes.ethnic_groups}
        placeholder={t('personnel.unspecified')}
        {...choice('ethnic_group')}
      />
      <ChoiceField
        label={t('personnel.political_affiliation')}
        choices={codes.political_affiliations}
        placeholder={t('personnel.unspecified')}
        {...choice('political_affiliation')}
      />
      <TextInput
        size="md"
        label={t('personnel.id_number')}
        description={t('personnel.id_number_hint')}
        autoComplete="off"
        {...form.getInputProps('id_number')}
      />
    </div>
  );
}

export function personLabels(t: ReturnType<typeof useT<typeof personnel>>): Record<string, string> {
  return {
    name: t('personnel.name'),
    unit_id: t('personnel.unit'),
    sex: t('personnel.sex'),
    staff_number: t('personnel.staff_number'),
    ethnic_group: t('personnel.ethnic_group'),
    political_affiliation: t('personnel.political_affiliation'),
    phone: t('personnel.phone'),
    employment_status: t('personnel.status'),
    left_on: t('personnel.left_on'),
  };
}
