import { useCan } from '#/api';
import { useT } from '#/i18n';
import { ButtonLink, Icon } from '#/ui';
import css from './Record.module.css';
import { activities } from './texts';
import type { Activity } from './words';

/** Whether a ledger entry can come out of it. */
export function useMayRaise({ status }: Activity): boolean {
  return useCan('ledger:register') && status !== 'void' && status !== 'draft';
}

/** From a record to a ledger entry that knows where it came from; nothing is typed twice. */
export function RaiseConcern({ activity }: { activity: Activity }) {
  const t = useT(activities);
  if (!useMayRaise(activity)) return null;
  return (
    <section className={`sheet ${css.raise}`}>
      <span className="muted">{t('activities.raise_note')}</span>
      <ButtonLink
        to="/ledger/new"
        search={{ activity: activity.id }}
        variant="default"
        leftSection={<Icon name="message" size={18} />}
      >
        {t('activities.raise')}
      </ButtonLink>
    </section>
  );
}
