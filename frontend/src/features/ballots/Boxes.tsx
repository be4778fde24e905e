import { Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, Skeleton } from '#/ui';
import css from './Ballots.module.css';
import { BoxState } from './office/BoxState';
import { ballots } from './texts';

/** The ballot boxes of a round, for whoever holds it and for the tellers: a section of its page. */
export function Boxes({ round }: { round: { id: string; held: boolean } }) {
  const t = useT(ballots);
  const format = useFormat();
  const boxes = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/ballot-boxes', {
    params: { path: { id: round.id } },
  });
  // Who only takes part in the round has nothing to do with its boxes.
  if (!round.held && !boxes.data?.items.length) return null;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('ballots.boxes')}>
      <h2>{t('ballots.boxes')}</h2>
      {!boxes.data &&
        (boxes.error ? (
          <ErrorState error={boxes.error} onRetry={() => void boxes.refetch()} />
        ) : (
          <Skeleton lines={3} />
        ))}
      {boxes.data?.items.length === 0 && <p className="muted">{t('ballots.boxes_none')}</p>}
      {boxes.data && boxes.data.items.length > 0 && (
        <>
          <ul className={css.boxes}>
            {boxes.data.items.map((box) => (
              <li key={box.id}>
                <Link to="/ballot-boxes/$id" params={{ id: box.id }}>
                  {box.group_name}
                </Link>
                <span className="row">
                  <span>
                    {t('ballots.turnout')} <b>{format.number(box.turnout)}</b>{' '}
                    {box.eligible !== null && t('ballots.of_eligible', { count: box.eligible })}
                  </span>
                  <BoxState of={box} />
                </span>
              </li>
            ))}
          </ul>
          <p className="muted">{t('ballots.boxes_note')}</p>
        </>
      )}
    </section>
  );
}
