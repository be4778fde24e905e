import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import css from './Stats.module.css';
import { figures } from './texts';

const PATH = '/api/v1/ledger-stats/holds';

/** Hours below two days, days from there on. */
export function lasting(minutes: number): { unit: 'hours' | 'days'; value: number } {
  if (minutes < 2 * 1440) return { unit: 'hours', value: Math.round(minutes / 6) / 10 };
  return { unit: 'days', value: Math.round(minutes / 144) / 10 };
}

/** Who held entries how long, by stage. */
export function Holds({ query }: { query: Record<string, string | undefined> }) {
  const t = useT(figures);
  const format = useFormat();
  const found = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, query) } },
    { placeholderData: (previous) => previous },
  );
  const words = (minutes: number | null) => {
    if (minutes === null) return t('figures.few');
    const { unit, value } = lasting(minutes);
    return unit === 'days' ? t('figures.in_days', { days: value }) : t('figures.in_hours', { hours: value });
  };
  if (!found.data) return null;
  return (
    <section className={css.holds} aria-label={t('figures.holds')}>
      <h2>{t('figures.holds')}</h2>
      <p className="muted">{t('figures.holds_hint')}</p>
      <div className={`sheet ${css.scroll}`}>
        <table className={css.table}>
          <caption className="sr-only">{t('figures.holds')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('figures.stage')}</th>
              <th scope="col" className={css.number}>
                {t('figures.count')}
              </th>
              <th scope="col" className={css.number}>
                {t('figures.median')}
              </th>
              <th scope="col" className={css.number}>
                {t('figures.p90')}
              </th>
            </tr>
          </thead>
          <tbody>
            {found.data.stages.map((stage) => (
              <tr key={stage.state}>
                <th scope="row">{t(`terms.ledger_${stage.state}`)}</th>
                <td className={css.number}>{format.number(stage.count)}</td>
                <td className={css.number}>{words(stage.median_minutes)}</td>
                <td className={css.number}>{words(stage.p90_minutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
