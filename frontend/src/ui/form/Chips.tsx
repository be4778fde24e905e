import css from './Chips.module.css';
import type { Choice } from './ChoiceField';

type Props<Value extends string> = {
  label: string;
  choices: readonly Choice<Value>[];
  value: readonly Value[];
  onChange: (value: Value[]) => void;
  /** One at a time. */
  single?: boolean;
};

/** Answers to tap: tags, reasons, short lists of kinds. */
export function Chips<Value extends string>({ label, choices, value, onChange, single }: Props<Value>) {
  return (
    <fieldset className={`${css.box} no-print`}>
      <legend>{label}</legend>
      {choices.map((choice) => {
        const on = value.includes(choice.value);
        return (
          <button
            key={choice.value}
            type="button"
            className={css.chip}
            aria-pressed={on}
            disabled={choice.disabled}
            onClick={() => {
              if (on) onChange(value.filter((one) => one !== choice.value));
              else onChange(single ? [choice.value] : [...value, choice.value]);
            }}
          >
            {choice.label}
          </button>
        );
      })}
    </fieldset>
  );
}
