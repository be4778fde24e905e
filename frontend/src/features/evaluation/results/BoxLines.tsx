import { api } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, Skeleton } from '#/ui';
import css from './Results.module.css';
import { results } from './texts';

/** How many ballots each box holds; one below its minimum says so and nothing else. */
export function Boxes({ id, reason }: { id: string; reason: string | undefined }) {
  const t = useT(results);
  const found = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/tallies', {
    params: { path: { id }, query: reason ? { reason } : {} },
  });
  return (
    <section className={`sheet ${css.section}`} aria-label={t('results.boxes')}>
      <h2>{t('results.boxes')}</h2>
      {!found.data ? (
        found.error ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeleton lines={2} />
        )
      ) : (
        <ul className={css.lines}>
          {found.data.items.map((box) => (
            <li key={box.box_id}>
              <b>{box.group_name}</b>
              <span className="muted">
                {box.ballots === null
                  ? t('results.box_hidden', { minimum: box.minimum })
                  : t('results.box_line', { ballots: box.ballots, void: box.void ?? 0 })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
