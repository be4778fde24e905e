import { useT } from '#/i18n';
import { columnsOf, NumberCell, ShareCell } from './cells';
import css from './Overview.module.css';
import { overview } from './texts';
import type { Overview } from './words';

/** A row a school, a group of columns a field of work. */
export function SchoolTable({ found }: { found: Overview }) {
  const t = useT(overview);
  const groups = columnsOf(found.total, t);
  const rows = [
    ...found.schools.map((school) => ({
      key: school.unit_id,
      name: school.unit_name,
      figures: school.figures,
    })),
    { key: 'total', name: t('overview.total'), figures: found.total },
  ];
  return (
    <div className={`sheet ${css.scroll}`}>
      <table className={css.table}>
        <caption className="sr-only">{t('overview.title')}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {t('overview.school')}
            </th>
            {groups.map((group) => (
              <th key={group.name} scope="colgroup" colSpan={group.columns.length} className={css.group}>
                {group.name}
              </th>
            ))}
          </tr>
          <tr>
            {groups.flatMap((group) =>
              group.columns.map((column, at) => (
                <th
                  key={`${group.name}${column.name}`}
                  scope="col"
                  className={css.number}
                  data-first={at === 0 || undefined}
                >
                  {column.name}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figures }) => (
            <tr key={key} data-total={key === 'total' || undefined}>
              <th scope="row">{name}</th>
              {columnsOf(figures, t).flatMap((group) =>
                group.columns.map((column, at) => (
                  <td
                    key={`${group.name}${column.name}`}
                    className={css.number}
                    data-first={at === 0 || undefined}
                  >
                    {'share' in column ? (
                      <ShareCell share={column.share} name={column.name} />
                    ) : (
                      <NumberCell figure={column.figure} name={column.name} late={column.late} />
                    )}
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
