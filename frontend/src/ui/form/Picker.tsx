import { Input } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useT } from '#/i18n';
import { Avatar } from '../display/Avatar';
import { Icon } from '../Icon';
import { IconButton } from './IconButton';
import css from './Picker.module.css';

export type Option = {
  id: string;
  label: string /** Unit, class, post: what tells two of the same name apart. */;
  note?: string;
};

type Props = {
  label: string;
  /** Names the source in the query cache, with everything the search depends on. */
  source: readonly unknown[];
  /** An empty query is "my own first": the people one usually chooses. */
  load: (query: string, signal: AbortSignal) => Promise<Option[]>;
  value: Option[];
  onChange: (value: Option[]) => void;
  /** More than one may be chosen. */
  multiple?: boolean;
  /** Shows the surname in a circle. */
  people?: boolean;
  placeholder?: string;
  required?: boolean;
  error?: ReactNode;
  description?: ReactNode;
  autoFocus?: boolean;
};

const PAUSE = 200;

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Search as you type against a list of the API: people, pupils, households, units. */
export function Picker(props: Props) {
  const { label, source, load, value, onChange, multiple = false, people = false } = props;
  const t = useT();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const listbox = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const query = useSettled(text.trim());

  const { data, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['picker', ...source, query],
    queryFn: ({ signal }) => load(query, signal),
    enabled: open,
    placeholderData: (previous) => previous,
  });
  const chosen = new Set(value.map((one) => one.id));
  const options = (data ?? []).filter((one) => !multiple || !chosen.has(one.id));
  // While the answer to an older query is on show, Enter must not choose the wrong person.
  const fresh = query === text.trim() && !isPlaceholderData;
  const current = fresh ? options[Math.min(active, options.length - 1)] : undefined;
  const showField = multiple || value.length === 0;

  // At the foot of a dialog the list would open out of sight.
  const found = options.length;
  useEffect(() => {
    if (open && found > 0) listbox.current?.scrollIntoView?.({ block: 'nearest' });
  }, [open, found]);

  function choose(option: Option) {
    onChange(multiple ? [...value, option] : [option]);
    setText('');
    setActive(0);
    if (!multiple) setOpen(false);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // Enter and arrows belong to the input method while it composes a syllable.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (options.length > 0) setActive((active + step + options.length) % options.length);
    } else if (event.key === 'Enter' && open && current) {
      event.preventDefault();
      choose(current);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  }

  return (
    <Input.Wrapper
      id={id}
      label={label}
      required={props.required ?? false}
      error={props.error}
      description={props.description}
      size="md"
    >
      {value.length > 0 && (
        <ul className={css.chosen}>
          {value.map((one) => (
            <li key={one.id} className={css.one}>
              {people && <Avatar name={one.label} size={28} />}
              <span className={css.name}>{one.label}</span>
              {one.note && <span className="muted">{one.note}</span>}
              <IconButton
                icon="close"
                label={t('common.picker_remove', { label: one.label })}
                onClick={() => {
                  onChange(value.filter((other) => other.id !== one.id));
                  queueMicrotask(() => field.current?.focus());
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {showField && (
        <div className={css.box}>
          <Input
            ref={field}
            id={id}
            size="md"
            role="combobox"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={open && current ? `${id}-${current.id}` : undefined}
            autoComplete="off"
            data-autofocus={props.autoFocus || undefined}
            placeholder={props.placeholder ?? t('common.picker_hint')}
            error={Boolean(props.error)}
            leftSection={<Icon name="search" size={18} />}
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value);
              setActive(0);
              setOpen(true);
            }}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
          <div
            ref={listbox}
            id={`${id}-list`}
            role="listbox"
            aria-label={label}
            className={css.list}
            hidden={!open}
          >
            {options.map((option) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are on the combobox
              <div
                key={option.id}
                id={`${id}-${option.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={option === current}
                className={css.option}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
              >
                {people && <Avatar name={option.label} size={28} />}
                <span className={css.name}>{option.label}</span>
                {option.note && <span className="muted">{option.note}</span>}
              </div>
            ))}
            {data && !isFetching && options.length === 0 && (
              <p className={css.nothing}>{t('common.picker_none', { query })}</p>
            )}
            {!data && isFetching && <p className={css.nothing}>{t('common.loading')}</p>}
          </div>
        </div>
      )}
    </Input.Wrapper>
  );
}
