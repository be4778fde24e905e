import type { ReactNode } from 'react';
import { client } from '#/api';
import { useT } from '#/i18n';
import { type Option, Picker } from '#/ui';
import { families } from './texts';

type Props = { unit: string; value: Option[]; onChange: (value: Option[]) => void; error?: ReactNode };

/** Chooses the household of a sibling; none chosen means a new one. */
export function HouseholdPicker({ unit, ...rest }: Props) {
  const t = useT(families);
  return (
    <Picker
      label={t('families.sibling_household')}
      description={t('families.sibling_household_hint')}
      source={['households', unit]}
      load={async (query, signal) => {
        const { data } = await client.GET('/api/v1/households', {
          params: { query: { unit_id: unit, limit: 20, ...([...query].length > 1 ? { q: query } : {}) } },
          signal,
        });
        return (data?.items ?? []).map((row) => ({
          id: row.id,
          label: row.label,
          note: row.students.map((pupil) => pupil.name).join('、'),
        }));
      }}
      {...rest}
    />
  );
}
