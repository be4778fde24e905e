import type { ReactNode } from 'react';
import { useT } from '#/i18n';
import { type Option, Picker } from '#/ui';
import { ledger } from './texts';
import { findStaff, useSchool } from './useSchool';

type Props = {
  /** The managing unit: whom it is about works at its school. */
  unit: string;
  value: Option[];
  onChange: (value: Option[]) => void;
  error?: ReactNode;
};

/** Staff an entry is about: to them it does not exist. */
export function PersonsField({ unit, ...rest }: Props) {
  const t = useT(ledger);
  const { school } = useSchool(unit);
  return (
    <Picker
      multiple
      people
      label={t('ledger.persons')}
      description={t('ledger.persons_hint')}
      source={['ledger-staff', school?.id]}
      load={(query, signal) => findStaff(query, signal, { school: school?.id })}
      {...rest}
    />
  );
}
