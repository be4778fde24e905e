import { Button, Input } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useFormat, useT } from '#/i18n';
import { Dialog } from '../dialog/Dialog';
import { DateField } from '../form/DateField';
import { Icon } from '../Icon';
import { usePhone } from '../useMedia';
import css from './FilterBar.module.css';
import { FilterSelect } from './FilterSelect';
import { type PillFilter, Pills } from './Pills';
import { SavedViews } from './SavedViews';
import type { List } from './useList';

export type Filter = {
  /** The name in the address and in the API. */
  name: string;
  label: string;
  /** Rarely asked: behind the button also on the desk. */
  rare?: boolean;
} & (
  | {
      kind: 'choice';
      choices: readonly { value: string; label: string }[];
      multiple?: boolean;
      /** What the list shows without a choice, where that is not everything. */
      otherwise?: string;
    }
  /** A plain date, e.g. `happened_on[gte]`. */
  | { kind: 'date' }
  /** Set by a link only (a person, a household): shown as a chip with these words. */
  | { kind: 'fixed'; shown: (value: string) => string }
);

type Props = {
  list: List;
  /** What the search finds; leave it out when the list has no `q`. */
  placeholder?: string;
  filters?: readonly Filter[];
  /** The one filter people switch all day, with counts. */
  pills?: PillFilter;
  /** The list's name among saved views, where the path of the page does not say it. */
  views?: string;
};

function useSearchKey(focus: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select')))
        return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [focus]);
}

/** Search, filters, and what is on as chips. */
export function FilterBar({ list, placeholder, filters = [], pills, views }: Props) {
  const t = useT();
  const format = useFormat();
  const phone = usePhone();
  const field = useRef<HTMLInputElement>(null);
  const [sheet, setSheet] = useState(false);
  const [text, setText] = useState(list.search.q ?? '');
  const asked = list.search.q ?? '';
  const { set } = list;
  useSearchKey(() => field.current?.focus());

  // The address may change by itself (back, clear all): the field follows.
  const typed = useRef(asked);
  useEffect(() => {
    if (asked !== typed.current) setText(asked);
    typed.current = asked;
  }, [asked]);
  useEffect(() => {
    const next = text.trim();
    if (next === typed.current) return;
    const timer = setTimeout(() => {
      typed.current = next;
      set({ q: next }, { replace: true });
    }, 250);
    return () => clearTimeout(timer);
  }, [text, set]);

  const control = (filter: Filter) => {
    if (filter.kind === 'choice') return <FilterSelect key={filter.name} filter={filter} list={list} />;
    if (filter.kind === 'date') {
      return (
        <DateField
          key={filter.name}
          label={filter.label}
          value={list.filter(filter.name)[0] ?? ''}
          onChange={(value) => list.setFilter(filter.name, value ? [value] : [])}
        />
      );
    }
    return null;
  };
  const asking = filters.filter((filter) => filter.kind !== 'fixed');
  const inline = phone ? [] : asking.filter((filter) => !filter.rare);
  const behind = phone ? asking : asking.filter((filter) => filter.rare);
  const chips = filters.flatMap((filter) =>
    list.filter(filter.name).map((value) => ({
      filter,
      value,
      word:
        filter.kind === 'choice'
          ? (filter.choices.find((one) => one.value === value)?.label ?? value)
          : filter.kind === 'date'
            ? format.date(value)
            : filter.shown(value),
    })),
  );

  return (
    <search className={`${css.bar} no-print`}>
      <div className={css.line}>
        {placeholder && (
          <Input
            ref={field}
            type="search"
            size="md"
            className={css.search}
            aria-label={t('common.search')}
            aria-keyshortcuts="/"
            placeholder={placeholder}
            leftSection={<Icon name="search" size={18} />}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
        {inline.length > 0 && <div className={css.controls}>{inline.map(control)}</div>}
        {behind.length > 0 && (
          <Button
            variant="default"
            className={css.toggle}
            leftSection={<Icon name="filter" size={18} />}
            aria-haspopup="dialog"
            onClick={() => setSheet(true)}
          >
            {t('common.filters')}
            {phone && chips.length > 0 && <span className={css.badge}>{chips.length}</span>}
          </Button>
        )}
      </div>
      {pills && <Pills pills={pills} list={list} />}
      <SavedViews list={list} page={views} />
      {chips.length > 0 && (
        <ul className={css.chips}>
          {chips.map(({ filter, value, word }) => (
            <li key={filter.name + value}>
              <button
                type="button"
                className={css.chip}
                aria-label={t('common.filter_remove', { label: `${filter.label} ${word}` })}
                onClick={() =>
                  list.setFilter(
                    filter.name,
                    list.filter(filter.name).filter((one) => one !== value),
                  )
                }
              >
                <span className={css.about}>{filter.label}</span> {word}
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
          <li>
            <button type="button" className={css.clear} onClick={list.clear}>
              {t('common.filters_clear')}
            </button>
          </li>
        </ul>
      )}
      {sheet && (
        <Dialog
          title={t('common.filters')}
          onClose={() => setSheet(false)}
          footer={
            <Button fullWidth onClick={() => setSheet(false)}>
              {t('common.confirm')}
            </Button>
          }
        >
          <div className="stack">{behind.map(control)}</div>
        </Dialog>
      )}
    </search>
  );
}
