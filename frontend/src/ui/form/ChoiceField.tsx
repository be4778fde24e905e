import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';

export type Choice<Value extends string = string> = { value: Value; label: string; disabled?: boolean };

type Props<Value extends string> = {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value | '';
  onChange: (value: Value | '') => void;
  /** The first, empty line; without it something is always chosen. */
  placeholder?: string;
  required?: boolean;
  error?: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
};

/** The browser's own select: quick on old phones, right for screen readers. */
export function ChoiceField<Value extends string>({
  choices,
  placeholder,
  value,
  onChange,
  ...rest
}: Props<Value>) {
  const data = placeholder === undefined ? [...choices] : [{ value: '', label: placeholder }, ...choices];
  return (
    <NativeSelect
      size="md"
      data={data}
      value={value}
      onChange={({ currentTarget }) =>
        onChange(choices.find((one) => one.value === currentTarget.value)?.value ?? '')
      }
      {...rest}
    />
  );
}
