import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  Attachments,
  type Move as BarMove,
  ErrorState,
  FieldList,
  FigureLink,
  Icon,
  MoveBar,
  PageHeader,
  PrintButton,
  Skeleton,
  usePhone,
} from '#/ui';
import css from './Activities.module.css';
import { useFacts, useFollowUpWords } from './facts';
import { History } from './History';
import { MoveDialog } from './MoveDialog';
import { OfficialForm } from './OfficialForm';
import { useMayRaise } from './RaiseConcern';
import { StatusTags } from './StatusTags';
import { activities } from './texts';
import { type Activity, aboutOf, type Move } from './words';

const route = getRouteApi('/_in/activities/$id');

export function ActivityPage() {
  const t = useT(activities);
  const { id } = route.useParams();
  const query = api.useQuery('get', '/api/v1/activities/{id}', { params: { path: { id } } });
  if (query.isPending) return <Skeleton lines={8} height={24} />;
  if (!query.data) {
    return (
      <>
        <PageHeader
          title={t('activities.title')}
          back={<Link to="/activities">← {t('activities.detail_back')}</Link>}
        />
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </>
    );
  }
  return <Record activity={query.data} />;
}

function Record({ activity }: { activity: Activity }) {
  const t = useT(activities);
  const format = useFormat();
  const navigate = useNavigate();
  const facts = useFacts(activity);
  const followUp = useFollowUpWords(activity);
  const phone = usePhone();
  const [asked, setAsked] = useState<Move | null>(null);
  const { allowed_moves, status, status_reason } = activity;
  // What came back is corrected first; handing it in again is part of that.
  const primary =
    status === 'returned' && activity.may_edit
      ? 'edit'
      : (['confirm', 'submit', 'follow_up'] as const).find((one) => allowed_moves.includes(one));
  const mayRaise = useMayRaise(activity);
  const raise = () => void navigate({ to: '/ledger/new', search: { activity: activity.id } });
  const change = () => void navigate({ to: '/activities/$id/edit', params: { id: activity.id } });
  const moves: BarMove[] = [
    ...(activity.may_edit
      ? [{ id: 'edit', label: t('activities.edit'), primary: primary === 'edit', onSelect: change }]
      : []),
    ...(activity.may_amend ? [{ id: 'amend', label: t('activities.amend'), onSelect: change }] : []),
    ...(mayRaise ? [{ id: 'raise', label: t('activities.raise'), onSelect: raise }] : []),
    ...allowed_moves.map((one) => ({
      id: one,
      label: t(`activities.move_${one}`),
      primary: one === primary,
      onSelect: () => setAsked(one),
    })),
  ];
  return (
    <>
      <div className={`${css.page} no-print`}>
        <PageHeader
          title={`${t(`terms.kind_${activity.kind}`)} · ${aboutOf(activity)}`}
          back={<Link to="/activities">← {t('activities.detail_back')}</Link>}
          note={
            <span className="row">
              <StatusTags activity={activity} />
              <span>{format.weekday(activity.happened_on)}</span>
              <span>{activity.person_name}</span>
            </span>
          }
          actions={
            <>
              {!phone && (
                <Button
                  variant="default"
                  leftSection={<Icon name="print" size={18} />}
                  onClick={() => globalThis.print()}
                >
                  {t('common.print')}
                </Button>
              )}
              <PrintButton
                form={() =>
                  client.GET('/api/v1/activities/{id}/form', {
                    params: { path: { id: activity.id } },
                    parseAs: 'blob',
                  })
                }
              />
            </>
          }
        />
        {status_reason && (
          <p className={css.notice}>
            {t(status === 'void' ? 'activities.void_note' : 'activities.returned_note', {
              reason: status_reason,
            })}
          </p>
        )}
        <div className={css.columns}>
          <div className="stack">
            <section className={`sheet ${css.part}`} aria-label={t('activities.content')}>
              <h2>{t('activities.content')}</h2>
              <p className={css.words}>{activity.text || t('activities.nothing_yet')}</p>
              {(facts.long.length > 0 || followUp) && (
                <dl className={css.long}>
                  {facts.long.map((one) => (
                    <div key={one.label}>
                      <dt>{one.label}</dt>
                      <dd>{one.value}</dd>
                    </div>
                  ))}
                  {followUp && (
                    <div>
                      <dt>{t('activities.form_follow')}</dt>
                      <dd>{followUp}</dd>
                    </div>
                  )}
                </dl>
              )}
            </section>
            <Attachments owner={{ of: 'activities', id: activity.id }} />
            <FieldList fields={facts.short} />
          </div>
          <section className={`sheet ${css.part}`} aria-label={t('activities.history')}>
            <h2>{t('activities.history')}</h2>
            <History activity={activity} />
            <Raised id={activity.id} />
          </section>
        </div>
        <MoveBar sticky moves={moves} />
      </div>
      <OfficialForm activity={activity} facts={facts} followUp={followUp} />
      {asked && <MoveDialog activity={activity} wanted={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

/** The concerns that came out of it. */
function Raised({ id }: { id: string }) {
  const t = useT(activities);
  const maySee = useCan('ledger:read');
  const { data } = api.useQuery(
    'get',
    '/api/v1/ledger-entries',
    { params: { query: { origin_activity_id: id, limit: 1, include_total: true } } },
    { enabled: maySee },
  );
  if (!data?.total) return null;
  return (
    <p className={css.raised}>
      <FigureLink query={`/api/v1/ledger-entries?origin_activity_id=${id}`}>
        {t('activities.raised', { count: data.total })}
      </FigureLink>
    </p>
  );
}
