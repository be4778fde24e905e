import { useFormat, useT } from '#/i18n';
import { Avatar, ChoiceField } from '#/ui';
import css from './Matrix.module.css';
import type { Matrix, Place } from './MatrixPage';
import { stateOf } from './MatrixTable';
import { liaison } from './texts';

type Props = { matrix: Matrix; onOpen: (place: Place) => void };

/** The matrix on the phone: a list for each person. */
export function MatrixCards({ matrix, onOpen }: Props) {
  const t = useT(liaison);
  const format = useFormat();
  return (
    <ul className={css.cards}>
      {matrix.people.map((person) => (
        <li key={person.person_id} className={`sheet ${css.card}`}>
          <h2 className={css.name}>
            <Avatar name={person.person_name} size={32} /> {person.person_name}
          </h2>
          {person.cells.length === 0 && <p className="muted">{t('liaison.legend_blank')}</p>}
          <ul>
            {person.cells.map((cell) => {
              const target = matrix.targets[cell.target];
              if (!target) return null;
              const contact = cell.last_contact_on
                ? t('liaison.contacted_ago', { ago: format.ago(cell.last_contact_on) })
                : t('liaison.no_contact');
              const line = (
                <>
                  <span className={css.dot} data-state={stateOf(cell)} aria-hidden="true" />
                  <span className={css.lineName}>{target.target_name}</span>
                  <span className="muted">{contact}</span>
                </>
              );
              return (
                <li key={cell.link_id}>
                  {matrix.may_change ? (
                    <button
                      type="button"
                      className={css.line}
                      onClick={() => onOpen({ person, target, cell })}
                    >
                      {line}
                    </button>
                  ) : (
                    <span className={css.line}>{line}</span>
                  )}
                </li>
              );
            })}
          </ul>
          {matrix.may_change && (
            <ChoiceField
              label={t('liaison.add_target')}
              placeholder={t('liaison.choose')}
              choices={matrix.targets.flatMap((target, at) =>
                person.cells.some((cell) => cell.target === at)
                  ? []
                  : [{ value: String(at), label: target.target_name }],
              )}
              value=""
              onChange={(at) => {
                const target = matrix.targets[Number(at)];
                if (at !== '' && target) onOpen({ person, target });
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
