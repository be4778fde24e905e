import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ButtonLink, ErrorState, FieldList, PageHeader, Skeleton, StatCard } from '#/ui';
import css from '../Ballots.module.css';
import type { Box } from '../model';
import { ballots } from '../texts';
import { BoxState, stateOf } from './BoxState';
import { Codes } from './Codes';
import { Papers } from './Papers';
import { Sealed } from './Sealed';
import { SetUpDialog } from './SetUpDialog';

const route = getRouteApi('/_in/ballot-boxes/$id');

/** A ballot box as its office sees it: codes, papers, a number of ballots; after sealing what was counted. */
export function BoxPage() {
  const { id } = route.useParams();
  const t = useT(ballots);
  const found = api.useQuery('get', '/api/v1/ballot-boxes/{id}', { params: { path: { id } } });
  const box = found.data;
  if (!box) {
    return (
      <>
        <PageHeader back={<Link to="/evaluation">← {t('ballots.boxes')}</Link>} title={t('ballots.one')} />
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        back={
          <Link to="/evaluation/$id" params={{ id: box.round_id }}>
            ← {box.round_title}
          </Link>
        }
        title={box.group_name}
        note={<BoxState of={box} />}
        actions={<KeyIn box={box} />}
      />
      <Stats of={box} />
      <div className={css.page}>
        <div className={css.column}>
          {box.counts && <Sealed box={box} counts={box.counts} />}
          {box.may_run && !box.counts && <Codes box={box} />}
          {box.may_run && !box.counts && <Papers box={box} />}
        </div>
        <SetUp of={box} />
      </div>
    </>
  );
}

/** For the tellers of an open box. */
function KeyIn({ box }: { box: Box }) {
  const t = useT(ballots);
  const person = useMe().person?.id;
  if (!box.is_open || !box.tellers.some((one) => one.person_id === person)) return null;
  return (
    <ButtonLink to="/ballot-boxes/$id/papers" params={{ id: box.id }}>
      {t('ballots.key_in')}
    </ButtonLink>
  );
}

function Stats({ of }: { of: Box }) {
  const t = useT(ballots);
  const format = useFormat();
  return (
    <div className={css.stats}>
      <StatCard
        label={t('ballots.turnout')}
        value={format.number(of.turnout)}
        unit={
          of.eligible === null
            ? t('ballots.ballots_unit')
            : t('ballots.of_eligible', { count: format.number(of.eligible) })
        }
        hint={t('ballots.turnout_hint')}
      />
      <StatCard
        label={t('ballots.codes_made')}
        value={format.number(of.codes_made)}
        hint={t('ballots.codes_hint')}
      />
      <StatCard
        label={t('ballots.papers_made')}
        value={format.number(of.papers_made)}
        hint={t('ballots.papers_hint')}
      />
      {!of.counts && (
        <StatCard
          label={t('ballots.papers_agreed')}
          value={format.number(of.papers.agreed)}
          hint={t('ballots.papers_agreed_hint')}
        />
      )}
    </div>
  );
}

function SetUp({ of }: { of: Box }) {
  const t = useT(ballots);
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const until = of.closes_at && stateOf(of) !== 'sealed';
  return (
    <section className={`sheet ${css.section}`} aria-label={t('ballots.set_up')}>
      <h2>{t('ballots.set_up')}</h2>
      <FieldList
        fields={[
          { label: t('ballots.eligible'), value: of.eligible },
          {
            label: t('ballots.tellers'),
            value: of.tellers.map((one) => one.name).join('、') || t('ballots.tellers_none'),
          },
        ]}
      />
      <p className={`muted ${css.said}`}>
        {t('ballots.minimum', { count: of.minimum })} {of.staff && t('ballots.staff_box')}{' '}
        {until && t('ballots.until', { time: format.dateTime(of.closes_at ?? '') })}
      </p>
      {of.may_run && !of.counts && (
        <Button variant="default" onClick={() => setEditing(true)}>
          {t('ballots.edit')}
        </Button>
      )}
      {editing && <SetUpDialog of={of} onClose={() => setEditing(false)} />}
    </section>
  );
}
