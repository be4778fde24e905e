import { Link } from '@tanstack/react-router';
import { api, useCan } from '#/api';
import { useT } from '#/i18n';
import { ButtonLink, ErrorState, Skeleton } from '#/ui';
import { isScored, type RoundState } from './model';
import css from './Results.module.css';
import { results } from './texts';

type Props = { round: { id: string; state: RoundState; object_count: number } };

/** The results of a round, as a part of its page: for those who answer for it. */
export function ResultsPart({ round }: Props) {
  const t = useT(results);
  if (!useCan('evaluation:results')) return null;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('results.title')}>
      <h2>{t('results.title')}</h2>
      {!isScored(round.state) ? (
        <p className="muted">{t('results.part_waiting')}</p>
      ) : (
        <>
          <p className="muted">{t('results.part_done', { count: round.object_count })}</p>
          {round.state === 'published' && <Waiting round={round} />}
          <ButtonLink variant="default" to="/evaluation/$id/results" params={{ id: round.id }}>
            {t('results.open_results')}
          </ButtonLink>
        </>
      )}
    </section>
  );
}

/** How many objections wait for a decision. */
function Waiting({ round }: Pick<Props, 'round'>) {
  const t = useT(results);
  const query = api.useQuery('get', '/api/v1/evaluation-objections', {
    params: { query: { round_id: round.id, state: ['filed'], limit: 1, include_total: true } },
  });
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton lines={1} />;
  const count = query.data.total ?? 0;
  if (count === 0) return null;
  return (
    <p>
      <Link to="/evaluation/objections" search={{ round_id: round.id, state: 'filed' }}>
        {t('results.part_objections', { count })}
      </Link>
    </p>
  );
}
