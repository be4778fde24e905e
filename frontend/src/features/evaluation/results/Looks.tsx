import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, Skeleton } from '#/ui';
import css from './Results.module.css';
import { results } from './texts';

const MOST = 50;

/** Who read the archived results of others, and why. */
export function Looks({ id }: { id: string }) {
  const t = useT(results);
  const format = useFormat();
  const found = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/looks', {
    params: { path: { id }, query: { limit: MOST } },
  });
  return (
    <section className={`sheet ${css.section}`} aria-label={t('results.looks')}>
      <div className={css.head}>
        <h2>{t('results.looks')}</h2>
        <span className="muted">{t('results.looks_note')}</span>
      </div>
      {!found.data ? (
        found.error ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeleton lines={2} />
        )
      ) : found.data.items.length === 0 ? (
        <p className="muted">{t('results.looks_empty')}</p>
      ) : (
        <ul className={css.lines}>
          {found.data.items.map((look) => (
            <li key={look.id}>
              <span>
                {look.account_name}：{look.reason}
              </span>
              <span className="muted">
                {look.object_name ?? t('results.look_all')} · {format.dateTime(look.at)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
