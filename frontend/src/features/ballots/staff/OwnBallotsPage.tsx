import { Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { EmptyState, ErrorState, PageHeader, Skeleton, Tag } from '#/ui';
import css from '../Ballots.module.css';
import type { OwnBallot } from '../model';
import { ballots } from '../texts';
import { useToken } from './useToken';

/** The ballots one is asked to take part in, logged in. */
export function OwnBallotsPage() {
  const t = useT(ballots);
  const own = api.useQuery('get', '/api/v1/own-ballots');
  return (
    <>
      <PageHeader title={t('ballots.own_title')} note={t('ballots.own_note')} />
      {!own.data && (
        <div className="sheet">
          {own.error ? (
            <ErrorState error={own.error} onRetry={() => void own.refetch()} />
          ) : (
            <Skeleton lines={4} />
          )}
        </div>
      )}
      {own.data?.items.length === 0 && (
        <div className="sheet">
          <EmptyState icon="lock" text={t('ballots.own_empty')} />
        </div>
      )}
      {own.data && own.data.items.length > 0 && (
        <ul className="stack">
          {own.data.items.map((one) => (
            <li key={one.box_id} className={`sheet ${css.own}`}>
              <OwnBallotRow of={one} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function OwnBallotRow({ of }: { of: OwnBallot }) {
  const t = useT(ballots);
  const format = useFormat();
  const { token } = useToken(of.box_id);
  const state = token
    ? token.signature
      ? 'own_token_here'
      : 'own_token_asked'
    : of.token_taken
      ? 'own_token_gone'
      : 'own_open';
  return (
    <>
      <div>
        <Link to="/ballots/$box" params={{ box: of.box_id }} className={css.title}>
          {of.round_title}
        </Link>
        <p className="muted">
          {of.group_name}
          {of.closes_at && ` · ${t('ballots.own_until', { time: format.dateTime(of.closes_at) })}`}
        </p>
      </div>
      <Tag tone={state === 'own_token_gone' ? 'grey' : 'green'} dot>
        {t(`ballots.${state}`)}
      </Tag>
    </>
  );
}
