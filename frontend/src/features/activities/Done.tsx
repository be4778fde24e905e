import { api, useMe } from '#/api';
import { useT } from '#/i18n';
import { Attachments, ButtonLink, ErrorState, Icon, PageHeader, Skeleton } from '#/ui';
import { useDutyWords } from './own';
import { RaiseConcern } from './RaiseConcern';
import css from './Record.module.css';
import { activities } from './texts';
import { aboutOf, awaits } from './words';

/** It is with the server: where it counts, and what may come next. */
export default function Done({ id }: { id: string }) {
  const t = useT(activities);
  const query = api.useQuery('get', '/api/v1/activities/{id}', { params: { path: { id } } });
  const me = useMe();
  const progress = useDutyWords();
  if (query.isPending) return <Skeleton lines={6} height={30} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const activity = query.data;
  const kind = activity.kind;
  const mine = activity.person_id === me.person?.id;
  const draft = activity.status === 'draft';
  return (
    <div className={css.page}>
      <PageHeader title={t(`terms.kind_${kind}`)} />
      <div className="stack">
        <section className={`sheet ${css.done}`} role="status">
          <span className={css.tick}>
            <Icon name={draft ? 'edit' : 'check'} size={32} />
          </span>
          <h2>
            {t(draft ? 'activities.done_draft' : 'activities.done_submitted')} · {aboutOf(activity)}
          </h2>
          <p>
            {draft && t('activities.done_draft_text')}
            {awaits(activity) && t('activities.done_confirmer', { name: activity.confirmer_name ?? '' })}
            {activity.counts &&
              (mine
                ? t('activities.done_counts')
                : t('activities.done_counts_for', { name: activity.person_name }))}
          </p>
          {activity.counts && mine && progress.get(kind) && <p className="muted">{progress.get(kind)}</p>}
          <div className={css.next}>
            <ButtonLink className={css.primary} to="/record" search={{ kind }}>
              {t(kind === 'home_visit' ? 'activities.next_family' : 'activities.next_record')}
            </ButtonLink>
            <ButtonLink to="/activities/$id" params={{ id }} variant="default">
              {t('activities.see_record')}
            </ButtonLink>
            <ButtonLink to="/" variant="default">
              {t('activities.to_day')}
            </ButtonLink>
          </div>
        </section>
        <Attachments owner={{ of: 'activities', id }} />
        <RaiseConcern activity={activity} />
      </div>
    </div>
  );
}
