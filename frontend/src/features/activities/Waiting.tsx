import { useMe } from '#/api';
import { useT } from '#/i18n';
import { useDrafts } from '#/offline';
import { ButtonLink, Icon, PageHeader, Skeleton } from '#/ui';
import Done from './Done';
import css from './Record.module.css';
import { activities } from './texts';
import { NEW } from './Unsent';
import { restore } from './values';

/** It is on this device and goes by itself: nothing is left to do here. */
export default function Waiting({ id }: { id: string }) {
  const t = useT(activities);
  const me = useMe();
  const drafts = useDrafts(me.account.id);
  if (!drafts) return <Skeleton lines={6} height={30} />;
  const draft = drafts.find((one) => one.form === NEW && one.id === id);
  if (!draft || draft.way.state === 'sent') return <Done id={id} />;
  const kind = restore(draft.values)?.kind ?? 'home_visit';
  const refused = draft.way.state === 'refused';
  return (
    <div className={css.page}>
      <PageHeader title={t(`terms.kind_${kind}`)} />
      <section className={`sheet ${css.done}`} role="status">
        <span className={css.tick}>
          <Icon name={refused ? 'alert' : 'phone'} size={32} />
        </span>
        <h2>
          {t(refused ? 'activities.refused_title' : 'activities.waiting_title')} · {draft.about.label}
        </h2>
        <p>{t(refused ? 'activities.refused_text' : 'activities.waiting_text')}</p>
        <div className={css.next}>
          <ButtonLink className={css.primary} to="/record" search={{ kind }}>
            {t(kind === 'home_visit' ? 'activities.next_family' : 'activities.next_record')}
          </ButtonLink>
          <ButtonLink to="/unsent" variant="default">
            {t('activities.to_unsent')}
          </ButtonLink>
          <ButtonLink to="/" variant="default">
            {t('activities.to_day')}
          </ButtonLink>
        </div>
      </section>
    </div>
  );
}
