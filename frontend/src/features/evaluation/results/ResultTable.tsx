import { Link } from '@tanstack/react-router';
import { useT } from '#/i18n';
import type { Result } from './model';
import css from './Results.module.css';
import { Remarks } from './Tags';
import { results } from './texts';

type Props = { items: readonly Result[]; reason?: string | undefined };
type What = 'organisational' | 'mass' | 'score';

/** A number that opens how it came about; a dash where there is none. */
function Figure({ of, what, reason }: { of: Result; what: What; reason: Props['reason'] }) {
  const t = useT(results);
  const number = of[what];
  return (
    <Link
      to="/evaluation/results/$id"
      params={{ id: of.id }}
      search={reason ? { reason } : {}}
      hash={what}
      aria-label={t('results.how', {
        name: of.name,
        what: t(`results.${what}`),
        number: number ?? t('results.none'),
      })}
    >
      {number ?? '—'}
    </Link>
  );
}

/** Results on the desk, in the order of the places. */
export function ResultTable({ items, reason }: Props) {
  const t = useT(results);
  return (
    <div className={`sheet ${css.scroll}`}>
      <table className={css.table}>
        <caption className="sr-only">{t('results.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('results.position')}</th>
            <th scope="col">{t('results.object')}</th>
            <th scope="col" className={css.number}>
              {t('results.organisational')}
            </th>
            <th scope="col" className={css.number}>
              {t('results.mass')}
            </th>
            <th scope="col" className={css.number}>
              {t('results.score')}
            </th>
            <th scope="col">{t('results.grade')}</th>
            <th scope="col">{t('results.remarks')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.id}>
              <td>{row.position}</td>
              <th scope="row">
                <span className={css.who}>
                  {row.name}
                  <small>{row.kind === 'cadre' ? row.post : t('results.kind_leadership_team')}</small>
                </span>
              </th>
              <td className={css.number}>
                <Figure of={row} what="organisational" reason={reason} />
              </td>
              <td className={css.number}>
                <Figure of={row} what="mass" reason={reason} />
              </td>
              <td className={css.number}>
                <Figure of={row} what="score" reason={reason} />
              </td>
              <td>{row.grade_name ?? '—'}</td>
              <td>
                <span className={css.tags}>
                  <Remarks of={row} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same on the phone; one's own results are shown so everywhere. */
export function ResultCards({ items, reason, own = false }: Props & { own?: boolean }) {
  const t = useT(results);
  return (
    <ul className={css.cards} aria-label={t('results.list')}>
      {items.map((row) => (
        <li key={row.id} className={`sheet ${css.card}`}>
          <div className={css.head}>
            <b>{own ? row.round_title : `${row.position} ${row.name}`}</b>
            <span className="muted">
              {own && row.kind === 'leadership_team' ? row.name : row.kind === 'cadre' ? row.post : ''}
            </span>
          </div>
          <dl>
            <div>
              <dt>{t('results.score')}</dt>
              <dd>
                <Figure of={row} what="score" reason={reason} />
              </dd>
            </div>
            <div>
              <dt>{t('results.grade')}</dt>
              <dd>{row.grade_name ?? '—'}</dd>
            </div>
            <div>
              <dt>{t('results.organisational')}</dt>
              <dd>
                <Figure of={row} what="organisational" reason={reason} />
              </dd>
            </div>
            <div>
              <dt>{t('results.mass')}</dt>
              <dd>
                <Figure of={row} what="mass" reason={reason} />
              </dd>
            </div>
          </dl>
          <span className={css.tags}>
            <Remarks of={row} />
          </span>
        </li>
      ))}
    </ul>
  );
}
