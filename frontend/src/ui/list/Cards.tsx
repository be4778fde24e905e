import { Link } from '@tanstack/react-router';
import { useT } from '#/i18n';
import css from './Cards.module.css';
import { useGradually } from './gradually';
import type { Selection } from './Rows';
import type { TableProps } from './types';

export function Cards<Row>({
  rows,
  rowKey,
  rowLink,
  card,
  selection,
}: TableProps<Row> & { rows: Row[]; selection: Selection | undefined }) {
  const t = useT();
  const shown = useGradually(rows);
  return (
    <ul className={css.cards}>
      {shown.map((row) => {
        const key = rowKey(row);
        const link = rowLink?.(row);
        return (
          <li key={key} className={`sheet ${css.item}`}>
            {selection && (
              <label className={css.tick}>
                <input
                  type="checkbox"
                  aria-label={t('common.select_row')}
                  checked={selection.selected.has(key)}
                  onChange={({ currentTarget }) => selection.select([key], currentTarget.checked)}
                />
              </label>
            )}
            {link ? (
              <Link {...link} className={css.card}>
                {card(row)}
              </Link>
            ) : (
              <div className={css.card}>{card(row)}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
