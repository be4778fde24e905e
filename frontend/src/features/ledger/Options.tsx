import { type ReactNode, useId } from 'react';
import css from './Options.module.css';

type Props<Value extends string> = {
  label: string;
  choices: readonly { value: Value; label: string; hint?: string }[];
  value: Value | '';
  onChange: (value: Value) => void;
  required?: boolean;
  error?: ReactNode;
  /** Beside each other even on the phone: for two or three short words. */
  short?: boolean;
};

/** One of a few answers, each with what it means. */
export function Options<Value extends string>(props: Props<Value>) {
  const { label, choices, value, onChange, required, error, short } = props;
  const id = useId();
  return (
    <fieldset
      className={css.box}
      data-short={short || undefined}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend>
        {label}
        {required && (
          <span className={css.star} aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </legend>
      {choices.map((choice, index) => (
        <label key={choice.value} className={css.option}>
          <input
            type="radio"
            name={id}
            aria-labelledby={`${id}-${index}`}
            aria-describedby={choice.hint ? `${id}-${index}-hint` : undefined}
            required={required ?? false}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <span id={`${id}-${index}`} className={css.word}>
              {choice.label}
            </span>
            {choice.hint && (
              <span id={`${id}-${index}-hint`} className={css.hint}>
                {choice.hint}
              </span>
            )}
          </span>
        </label>
      ))}
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
