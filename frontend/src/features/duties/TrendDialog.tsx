import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Dialog, ErrorState, FigureLink, Skeleton } from '#/ui';
import css from './duties.module.css';
import { duties } from './texts';

type Props = {
  title: string;
  code: string;
  /** Of a person, or of a unit with everything below it. */
  whose: { person_id: string } | { unit_id: string };
  on: string | undefined;
  onClose: () => void;
};

/** How the records of a duty are spread over its period: bars to look at, a table to read. */
export function TrendDialog({ title, code, whose, on, onClose }: Props) {
  const t = useT(duties);
  const format = useFormat();
  const query = api.useQuery('get', '/api/v1/duty-progress/trend', {
    params: { query: { duty_code: code, ...whose, ...(on ? { on } : {}) } },
  });
  const trend = query.data;
  const most = Math.max(1, ...(trend?.points ?? []).map((point) => point.figure.value));
  return (
    <Dialog title={t('duties.trend_title', { title })} onClose={onClose}>
      {query.isPending && <Skeleton lines={6} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {trend && (
        <div className="stack">
          <p className="muted">
            {t('duties.trend_note', { period: trend.period_name, step: t(`duties.trend_${trend.step}`) })}
          </p>
          <div className={css.bars} aria-hidden="true">
            {trend.points.map((point) => (
              <span key={point.starts_on} className={css.bar} title={`${point.label} ${point.figure.value}`}>
                <i style={{ height: `${(point.figure.value / most) * 100}%` }} />
              </span>
            ))}
          </div>
          <div className={css.scroll}>
            <table className={css.small}>
              <thead>
                <tr>
                  <th scope="col">{t('duties.trend_step')}</th>
                  <th scope="col">{t('duties.trend_count')}</th>
                  <th scope="col">{t('duties.trend_total')}</th>
                </tr>
              </thead>
              <tbody>
                {trend.points.map((point) => (
                  <tr key={point.starts_on}>
                    <th scope="row">
                      {point.label} <span className="muted">{format.shortDate(point.starts_on)}</span>
                    </th>
                    <td>
                      <FigureLink query={point.figure.query} label={point.label}>
                        {format.number(point.figure.value)}
                      </FigureLink>
                    </td>
                    <td>{format.number(point.total)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </Dialog>
  );
}
