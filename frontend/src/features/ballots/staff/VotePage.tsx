import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { EmptyState, ErrorState, Icon, PageHeader, ProblemNote, Skeleton } from '#/ui';
import css from '../Ballots.module.css';
import type { OwnBallot } from '../model';
import { ballots } from '../texts';
import { canBlind, fetchToken, useToken, vote } from './useToken';

const route = getRouteApi('/_in/ballots/$box');

/** From the login to a token that nobody can join to it; the page for everybody takes the ballot. */
export function VotePage() {
  const { box } = route.useParams();
  const t = useT(ballots);
  const own = api.useQuery('get', '/api/v1/own-ballots');
  const found = own.data?.items.find((one) => one.box_id === box);
  return (
    <>
      <PageHeader
        back={<Link to="/ballots">← {t('ballots.own_title')}</Link>}
        title={found?.round_title ?? t('ballots.vote_title')}
        note={found?.group_name}
      />
      {found ? (
        <div className={css.vote}>
          <Token own={found} />
          <Promises />
        </div>
      ) : (
        <div className="sheet">
          {own.error ? (
            <ErrorState error={own.error} onRetry={() => void own.refetch()} />
          ) : own.data ? (
            <EmptyState icon="lock" text={t('ballots.not_yours')} />
          ) : (
            <Skeleton lines={6} />
          )}
        </div>
      )}
    </>
  );
}

/** Where the token is, and the next step. */
function Token({ own }: { own: OwnBallot }) {
  const t = useT(ballots);
  const format = useFormat();
  const user = useMe().account.id;
  const { token, failed } = useToken(own.box_id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function fetchIt() {
    setBusy(true);
    setError(null);
    try {
      await fetchToken(own, user, token ?? null);
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  if (!canBlind()) return <Said title={t('ballots.vote_title')} text={t('ballots.insecure')} />;
  if (failed) return <Said title={t('ballots.vote_title')} text={t('ballots.no_store')} />;
  if (token === undefined) return <Skeleton lines={3} />;
  if (token?.signature) {
    return (
      <Said
        title={t('ballots.fetched')}
        text={t('ballots.fetched_text', { time: own.closes_at ? format.dateTime(own.closes_at) : '—' })}
      >
        <Button size="md" onClick={() => void vote(own, token)}>
          {t('ballots.vote')}
        </Button>
      </Said>
    );
  }
  if (!token && own.token_taken) {
    return <Said title={t('ballots.gone_title')} text={t('ballots.gone_text')} />;
  }
  return (
    <Said title={t('ballots.vote_title')} text={t('ballots.not_device')}>
      <ProblemNote error={error} />
      <Button size="md" loading={busy} onClick={() => void fetchIt()}>
        {t(token ? 'ballots.fetch_again' : 'ballots.fetch')}
      </Button>
    </Said>
  );
}

function Said(props: { title: string; text: string; children?: ReactNode }) {
  return (
    <section className={`sheet ${css.section} stack`} aria-label={props.title}>
      <h2 className={css.lead}>
        <Icon name="lock" /> {props.title}
      </h2>
      <p>{props.text}</p>
      {props.children}
    </section>
  );
}

/** In plain words: why nobody can join name and ballot, and what cannot be promised. */
function Promises() {
  const t = useT(ballots);
  return (
    <section className={`sheet ${css.section}`} aria-label={t('ballots.how')}>
      <h2>{t('ballots.how')}</h2>
      <ol className={css.steps}>
        <li>{t('ballots.how_blind')}</li>
        <li>{t('ballots.how_unblind')}</li>
        <li>{t('ballots.how_apart')}</li>
      </ol>
      <h2>{t('ballots.not_promised')}</h2>
      <ul className={css.points}>
        <li>{t('ballots.not_time')}</li>
        <li>{t('ballots.not_operator')}</li>
      </ul>
    </section>
  );
}
