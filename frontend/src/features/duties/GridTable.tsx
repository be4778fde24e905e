import { Link } from '@tanstack/react-router';
import { useT } from '#/i18n';
import { FigureLink } from '#/ui';
import css from './Grid.module.css';
import { type DutyCell, figureOf, type StaffProgress, toneOf, type UnitProgress } from './model';
import { duties } from './texts';

type Props = {
  people: StaffProgress[];
  units: UnitProgress[];
  /** Ids of the units as the school orders them. */
  order: string[];
  on: string | undefined;
  busy: boolean;
  /** Opens how the records of a duty are spread over its period; none where no unit was chosen. */
  onTrend: ((duty: Column) => void) | undefined;
};

/** A duty as a column. */
export type Column = { code: string; title: string; counted: boolean };

type Group = { id: string; name: string; people: StaffProgress[]; unit: UnitProgress | undefined };

/** Rows by unit and name; columns in the order of the plan. */
export function GridTable({ people, units, order, on, busy, onTrend }: Props) {
  const t = useT(duties);
  const groups = groupsOf(people, units, order);
  const columns = columnsOf(people, units);
  return (
    <section className={css.frame} data-paper="grid" aria-label={t('duties.grid')} aria-busy={busy}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={css.scroll} tabIndex={0}>
        <table className={css.grid}>
          <thead>
            <tr>
              <th scope="col" className={css.corner}>
                {t('duties.name')}
              </th>
              {columns.map((column) => (
                <th key={column.code} scope="col">
                  {onTrend && column.counted ? (
                    <button
                      type="button"
                      className={css.head}
                      title={t('duties.trend_title', { title: column.title })}
                      onClick={() => onTrend(column)}
                    >
                      {column.title}
                    </button>
                  ) : (
                    <span>{column.title}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.id}>
              <tr className={css.group}>
                <th scope="rowgroup" className={css.corner}>
                  {group.name}
                  <small>{t('duties.grid_people', { count: group.people.length })}</small>
                </th>
                {columns.map(({ code, title }) => (
                  <td key={code}>
                    <Cell
                      cell={group.unit?.cells.find((cell) => cell.duty_code === code)}
                      whose={group.name}
                      title={title}
                      unit
                    />
                  </td>
                ))}
              </tr>
              {group.people.map((row) => (
                <tr key={row.person_id}>
                  <th scope="row" className={css.who}>
                    <Link to="/duties" search={{ person_id: row.person_id, ...(on ? { on } : {}) }}>
                      {row.person_name}
                    </Link>
                  </th>
                  {columns.map(({ code, title }) => (
                    <td key={code}>
                      <Cell
                        cell={row.cells.find((cell) => cell.duty_code === code && cell.subject === 'person')}
                        whose={row.person_name}
                        title={title}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function Cell(props: { cell: DutyCell | undefined; whose: string; title: string; unit?: boolean }) {
  const { cell, whose, title, unit } = props;
  const t = useT(duties);
  if (!cell) {
    return unit ? null : (
      <span className={css.none}>
        <span aria-hidden="true">·</span>
        <span className="sr-only">{t('duties.none_binding')}</span>
      </span>
    );
  }
  const figure = cell.metric === 'yes_no' ? t(cell.actual ? 'duties.yes' : 'duties.no') : figureOf(cell);
  const state = cell.state === 'not_derived' ? t('duties.not_derived') : t(`terms.duty_${cell.state}`);
  return (
    <span
      className={css.cell}
      data-tone={cell.informational ? 'grey' : toneOf(cell.state)}
      title={cell.words}
    >
      <FigureLink query={cell.query?.path} label={`${whose} ${title}`}>
        {figure ?? '—'}
        <span className="sr-only"> {state}</span>
      </FigureLink>
    </span>
  );
}

function groupsOf(people: StaffProgress[], units: UnitProgress[], order: string[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of people) {
    const group = groups.get(row.unit_id) ?? {
      id: row.unit_id,
      name: row.unit_name,
      people: [],
      unit: units.find((unit) => unit.unit_id === row.unit_id),
    };
    group.people.push(row);
    groups.set(row.unit_id, group);
  }
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const byName = new Intl.Collator('zh-CN');
  for (const group of groups.values()) {
    group.people.sort((a, b) => byName.compare(a.person_name, b.person_name));
  }
  return [...groups.values()].sort((a, b) => place(a.id) - place(b.id) || byName.compare(a.name, b.name));
}

/** Every duty of a row, those of the longest row first: each row is in the order of the plan. */
function columnsOf(people: StaffProgress[], units: UnitProgress[]): Column[] {
  const rows = [...people, ...units].map((row) => row.cells.filter((cell) => cell.state !== 'not_derived'));
  const cells = rows.sort((a, b) => b.length - a.length).flat();
  const columns = cells.map((cell): [string, Column] => [
    cell.duty_code,
    { code: cell.duty_code, title: cell.duty_title, counted: counted.includes(cell.metric) },
  ]);
  return [...new Map(columns).values()];
}

/** What is counted from records has a course over time. */
const counted: DutyCell['metric'][] = ['activity_count', 'targets_covered'];
