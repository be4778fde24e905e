import { useT } from '#/i18n';
import { columnsOf, NumberCell, ShareCell } from './cells';
import css from './Overview.module.css';
import { overview } from './texts';
import type { Overview } from './words';

/** The same on a phone: a card a school. */
export function SchoolCards({ found }: { found: Overview }) {
  const t = useT(overview);
  const cards = [
    ...found.schools.map((school) => ({
      key: school.unit_id,
      name: school.unit_name,
      figures: school.figures,
    })),
    { key: 'total', name: t('overview.total'), figures: found.total },
  ];
  return (
    <ul className={css.cards}>
      {cards.map(({ key, name, figures }) => (
        <li key={key} className="sheet" data-total={key === 'total' || undefined}>
          <h2>{name}</h2>
          {columnsOf(figures, t).map((group) => (
            <section key={group.name}>
              <h3>{group.name}</h3>
              <dl>
                {group.columns.map((column) => (
                  <div key={column.name}>
                    <dt>{column.name}</dt>
                    <dd>
                      {'share' in column ? (
                        <ShareCell share={column.share} name={column.name} />
                      ) : (
                        <NumberCell figure={column.figure} name={column.name} late={column.late} />
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </li>
      ))}
    </ul>
  );
}
