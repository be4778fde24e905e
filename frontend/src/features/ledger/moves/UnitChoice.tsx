import type { ReactNode } from 'react';
import { Chips } from '#/ui';
import css from '../Ledger.module.css';
import { useSchool } from '../useSchool';

type Props = {
  label: string;
  /** The unit whose school is asked. */
  of: string;
  /** A unit that makes no sense here. */
  without?: string | null;
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
};

/** One unit of the school, the offices first. */
export function UnitChoice({ label, of, without, value, onChange, error }: Props) {
  const { choices } = useSchool(of);
  return (
    <div>
      <Chips
        single
        label={label}
        choices={choices.filter((choice) => choice.value !== without)}
        value={value ? [value] : []}
        onChange={([chosen = '']) => onChange(chosen)}
      />
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
