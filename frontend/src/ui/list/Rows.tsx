import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useT } from '#/i18n';
import { Icon } from '../Icon';
import css from './DataTable.module.css';
import { useGradually } from './gradually';
import { nextSort } from './search';
import type { Column, TableProps } from './types';

export type Selection = { selected: ReadonlySet<string>; select: (keys: string[], on: boolean) => void };

type Props<Row> = TableProps<Row> & {
  rows: Row[];
  shown: Column<Row>[];
  active: number;
  selection: Selection | undefined;
};

export function Rows<Row>({
  label,
  list,
  rows,
  shown,
  rowKey,
  rowLink,
  active,
  selection,
  openKey,
}: Props<Row>) {
  const t = useT();
  const navigate = useNavigate();
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    if (active >= 0) body.current?.rows[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const gradually = useGradually(rows);
  const keys = rows.map(rowKey);
  const all = selection ? keys.every((key) => selection.selected.has(key)) : false;
  const sort = list.search.sort;

  return (
    <div className={`sheet ${css.scroll}`} data-paper="wide">
      <table className={css.table}>
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {selection && (
              <th className={`${css.tick} no-print`}>
                <input
                  type="checkbox"
                  aria-label={t('common.select_page')}
                  checked={all}
                  onChange={({ currentTarget }) => selection.select(keys, currentTarget.checked)}
                />
              </th>
            )}
            {shown.map((column) => {
              const key = column.sort;
              const direction =
                key && sort === key ? 'ascending' : key && sort === `-${key}` ? 'descending' : undefined;
              return (
                <th
                  key={column.id}
                  scope="col"
                  className={column.buttons ? 'no-print' : undefined}
                  aria-sort={direction}
                  data-align={column.align}
                  data-wraps={column.width ? true : undefined}
                  style={column.width ? { width: column.width } : undefined}
                >
                  {key ? (
                    <button
                      type="button"
                      className={css.sort}
                      title={t('common.sort_by', { label: column.header })}
                      onClick={() => list.set({ sort: nextSort(sort, key) })}
                    >
                      {column.header}
                      <Icon
                        name={direction === 'ascending' ? 'up' : direction === 'descending' ? 'down' : 'sort'}
                        size={14}
                      />
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body}>
          {gradually.map((row, index) => {
            const key = rowKey(row);
            const link = rowLink?.(row);
            return (
              <tr
                key={key}
                data-link={link ? true : undefined}
                data-active={index === active || undefined}
                data-open={key === openKey || undefined}
                onClick={(event) => {
                  const at = event.target;
                  if (!link || (at instanceof HTMLElement && at.closest('a, button, input, label'))) return;
                  if (window.getSelection()?.type === 'Range') return;
                  void navigate(link as never);
                }}
              >
                {selection && (
                  <td className={`${css.tick} no-print`}>
                    <input
                      type="checkbox"
                      aria-label={t('common.select_row')}
                      checked={selection.selected.has(key)}
                      onChange={({ currentTarget }) => selection.select([key], currentTarget.checked)}
                    />
                  </td>
                )}
                {shown.map((column) => (
                  <td
                    key={column.id}
                    className={column.buttons ? 'no-print' : undefined}
                    data-align={column.align}
                    data-main={column.main || undefined}
                  >
                    {column.main && link ? <Link {...link}>{column.cell(row)}</Link> : column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
