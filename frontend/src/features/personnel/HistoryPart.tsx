import type { ReactNode } from 'react';
import { changed } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { notify, Tag } from '#/ui';
import css from './Personnel.module.css';
import { personnel } from './texts';

export type Dated = { id: string; version: number; starts_on: string; ends_on: string | null };

/** One kind of a person's history: a heading with what can be added, a line per period. */
export function Part<Row extends Dated>(props: {
  title: string;
  rows: Row[];
  words: (row: Row) => ReactNode;
  none: string;
  add?: ReactNode;
  /** What can be done with a line. */
  action?: (row: Row) => ReactNode;
}) {
  const t = useT(personnel);
  const format = useFormat();
  const now = today();
  return (
    <section className={`sheet ${css.part}`} aria-label={props.title}>
      <div className={css.head}>
        <h2>{props.title}</h2>
        {props.add}
      </div>
      {props.rows.length === 0 && <p className={css.none}>{props.none}</p>}
      {props.rows.map((row) => {
        const over = row.ends_on !== null && row.ends_on < now;
        return (
          <div key={row.id} className={css.line}>
            <div>
              <div>{props.words(row)}</div>
              <div className="muted">
                {row.ends_on
                  ? t('personnel.period', { from: format.date(row.starts_on), to: format.date(row.ends_on) })
                  : t('personnel.since', { date: format.date(row.starts_on) })}
              </div>
            </div>
            {!over && <Tag tone="green">{t('personnel.current')}</Tag>}
            {props.action?.(row)}
          </div>
        );
      })}
    </section>
  );
}

/** After a write: the file is read again, and it is said. */
export function useSaved() {
  const t = useT(personnel);
  return async () => {
    await changed('/api/v1/personnel');
    notify.done(t('personnel.saved'));
  };
}
