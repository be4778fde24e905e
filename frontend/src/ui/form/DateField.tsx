import { Input } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useFormat, useT } from '#/i18n';
import css from './DateField.module.css';

type Props = {
  label: string;
  /** `2026-03-01`, or empty. */
  value: string;
  onChange: (value: string) => void;
  min?: string;
  max?: string;
  required?: boolean;
  error?: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
};

/** The browser's date input, shown in the language of the page rather than of the browser. */
export function DateField({ label, value, onChange, required, error, description, ...rest }: Props) {
  const t = useT();
  const format = useFormat();
  const id = useId();
  return (
    <Input.Wrapper
      id={id}
      label={label}
      required={required ?? false}
      error={error}
      description={description}
      size="md"
    >
      <div className={css.box} data-filled={value ? true : undefined}>
        <Input
          id={id}
          type="date"
          size="md"
          value={value}
          required={required ?? false}
          error={Boolean(error)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          {...rest}
        />
        <span className={css.shown} aria-hidden="true">
          {value ? format.date(value) : t('common.choose_date')}
        </span>
      </div>
    </Input.Wrapper>
  );
}
