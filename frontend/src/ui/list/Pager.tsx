import type { ReactNode } from 'react';
import { useFormat, useT } from '#/i18n';
import { IconButton } from '../form/IconButton';
import css from './Pager.module.css';
import { Popup } from './Popup';
import type { Page } from './types';
import type { List } from './useList';

const SIZES = ['20', '50', '100', '200'];

export function Pager({
  list,
  page,
  extra,
}: {
  list: List;
  page: Page<unknown> | undefined;
  extra: ReactNode;
}) {
  const t = useT();
  const format = useFormat();
  if (!page) return null;
  const count = page.items.length;
  const total = page.total;
  const words =
    total === null || total === undefined
      ? t('common.shown', { count })
      : page.total_is_capped
        ? t('common.total_capped', { count: format.number(total) })
        : t('common.total', { count: format.number(total) });
  const turn = (cursor: string | null | undefined) => () => cursor && list.set({ cursor });
  return (
    <div className={`${css.pager} no-print`}>
      <span className={css.words}>{words}</span>
      {extra}
      <label className={css.size}>
        {t('common.per_page')}
        <select
          value={list.search.limit ?? '50'}
          onChange={({ currentTarget }) => list.set({ limit: currentTarget.value })}
        >
          {SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <span className={css.turn}>
        <IconButton icon="left" label={t('common.prev')} disabled={!page.prev} onClick={turn(page.prev)} />
        <IconButton icon="right" label={t('common.next')} disabled={!page.next} onClick={turn(page.next)} />
      </span>
    </div>
  );
}

type MenuProps = {
  optional: { column: { id: string; header: string }; on: boolean }[];
  onToggle: (id: string, on: boolean) => void;
};

export function ColumnMenu({ optional, onToggle }: MenuProps) {
  const t = useT();
  return (
    <Popup icon="columns" label={t('common.columns')}>
      {() =>
        optional.map(({ column, on }) => (
          <label key={column.id}>
            <input
              type="checkbox"
              checked={on}
              onChange={({ currentTarget }) => onToggle(column.id, currentTarget.checked)}
            />
            {column.header}
          </label>
        ))
      }
    </Popup>
  );
}
