import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { FigureLink } from '#/ui';
import css from './duties.module.css';
import { duties } from './texts';

/** What falls to a person in a week: lessons, observations, visits. */
export function Load({ personId, on }: { personId: string; on: string | undefined }) {
  const t = useT(duties);
  const format = useFormat();
  const query = api.useQuery('get', '/api/v1/duty-progress/load', {
    params: { query: { person_id: personId, ...(on ? { on } : {}) } },
  });
  const load = query.data;
  if (!load?.term_name) return null;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('duties.load')}>
      <h2 className={css.name}>{t('duties.load')}</h2>
      <p className={css.words}>{load.words}</p>
      <table className={css.small}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('duties.load_now')}</th>
            <th scope="col">{t('duties.load_average')}</th>
          </tr>
        </thead>
        <tbody>
          {load.items.map((item) => (
            <tr key={item.kind}>
              <th scope="row">
                <FigureLink query={item.query}>{t(`duties.load_${item.kind}`)}</FigureLink>
              </th>
              <td>{format.number(item.this_week)}</td>
              <td>{format.number(item.average)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
