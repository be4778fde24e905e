import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useT } from '#/i18n';
import { EmptyState, ErrorState } from '../display/states';
import { usePhone } from '../useMedia';
import { Cards } from './Cards';
import css from './DataTable.module.css';
import { ExportButton } from './ExportButton';
import { ColumnMenu, Pager } from './Pager';
import { Rows } from './Rows';
import { TableSkeleton } from './TableSkeleton';
import type { TableProps } from './types';
import { useColumns } from './useColumns';
import { useRowKeys } from './useRowKeys';

/** A page of a server's list: a table on the desk, cards on the phone. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { id, list, query, columns, rowKey, rowLink, empty, bulk, exported } = props;
  const t = useT();
  const phone = usePhone();
  const navigate = useNavigate();
  const chosen = useColumns(id, columns);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const rows = query.data?.items ?? [];
  const keys = rows.map(rowKey);
  const onPage = keys.filter((key) => selected.has(key));

  const open = useCallback(
    (index: number) => {
      const row = query.data?.items[index];
      if (row && rowLink) void navigate(rowLink(row) as never);
    },
    [query.data, rowLink, navigate],
  );
  const active = useRowKeys(rows.length, open);

  const clear = () => setSelected(new Set());
  const select = (some: string[], on: boolean) => {
    const next = new Set(selected);
    for (const key of some) {
      if (on) next.add(key);
      else next.delete(key);
    }
    setSelected(next);
  };

  if (query.isPending) return <TableSkeleton columns={chosen.shown.length} phone={phone} />;
  if (query.error && !query.data) {
    return (
      <div className="sheet">
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <div className="sheet">
        {list.narrowed || list.search.cursor ? (
          <EmptyState
            icon="search"
            title={t('common.empty_filtered')}
            text={t('common.empty_filtered_text')}
            action={
              <Button variant="default" onClick={list.clear}>
                {t('common.filters_clear')}
              </Button>
            }
          />
        ) : (
          <EmptyState {...empty} />
        )}
      </div>
    );
  }

  const selection = bulk ? { selected, select } : undefined;
  return (
    <section className={css.list} aria-label={props.label} aria-busy={query.isFetching}>
      {bulk && onPage.length > 0 && (
        <div className={`${css.bulk} no-print`}>
          <b role="status">{t('common.selected', { count: onPage.length })}</b>
          {bulk(onPage, clear)}
          <button type="button" className={css.plain} onClick={clear}>
            {t('common.selection_clear')}
          </button>
        </div>
      )}
      {phone ? (
        <Cards {...props} rows={rows} selection={selection} />
      ) : (
        <Rows {...props} rows={rows} shown={chosen.shown} active={active} selection={selection} />
      )}
      <Pager
        list={list}
        page={query.data}
        extra={
          <>
            {exported && <ExportButton {...exported} list={list} />}
            {!phone && <ColumnMenu optional={chosen.optional} onToggle={chosen.toggle} />}
          </>
        }
      />
    </section>
  );
}
