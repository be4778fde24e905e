import { useFormat, useT } from '#/i18n';
import { Avatar } from '#/ui';
import css from './Matrix.module.css';
import type { Cell, Matrix, Place } from './MatrixPage';
import { liaison } from './texts';
import { targetKey } from './useSchemes';

type Props = { matrix: Matrix; onOpen: (place: Place) => void };

export function stateOf(cell: Cell | undefined): 'done' | 'linked' | 'none' {
  if (!cell) return 'none';
  return cell.contacted ? 'done' : 'linked';
}

/** The matrix on the desk: names and targets stay in sight while one scrolls. */
export function MatrixTable({ matrix, onOpen }: Props) {
  const t = useT(liaison);
  const format = useFormat();
  return (
    <section className={`sheet ${css.frame}`} data-paper="wide" aria-label={t('liaison.tab_matrix')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {t('liaison.person')}
            </th>
            {matrix.targets.map((target) => (
              <th key={targetKey(target)} scope="col" className={css.target}>
                <span>{target.target_name}</span>
                {target.target_kind === 'person' && <span className="muted">{target.unit_name}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.people.map((person) => (
            <tr key={person.person_id}>
              <th scope="row" className={css.person}>
                <Avatar name={person.person_name} size={28} /> {person.person_name}
              </th>
              {matrix.targets.map((target, at) => {
                const cell = person.cells.find((one) => one.target === at);
                const names = { person: person.person_name, target: target.target_name };
                const dot = <span className={css.dot} data-state={stateOf(cell)} aria-hidden="true" />;
                const contact = cell?.last_contact_on
                  ? t('liaison.contacted_ago', { ago: format.ago(cell.last_contact_on) })
                  : t('liaison.no_contact');
                const label = cell
                  ? t('liaison.cell_linked', { ...names, contact })
                  : t(matrix.may_change ? 'liaison.cell_blank' : 'liaison.cell_none', names);
                return (
                  <td key={targetKey(target)}>
                    {matrix.may_change ? (
                      <button
                        type="button"
                        className={css.cell}
                        aria-label={label}
                        title={label}
                        onClick={() => onOpen(cell ? { person, target, cell } : { person, target })}
                      >
                        {dot}
                      </button>
                    ) : (
                      <span className={css.cell} title={label}>
                        {dot}
                        <span className="sr-only">{label}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
