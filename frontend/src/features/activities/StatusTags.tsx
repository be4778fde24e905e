import { useT } from '#/i18n';
import { Tag } from '#/ui';
import { activities } from './texts';
import { type Activity, awaits, toneOf } from './words';

/** Where a record stands, and what is to be known about it. */
export function StatusTags({ activity }: { activity: Activity }) {
  const t = useT(activities);
  const { status } = activity;
  return (
    <>
      <Tag tone={toneOf(activity)} dot>
        {awaits(activity) ? t('activities.to_confirm') : t(`terms.activity_${status}`)}
      </Tag>
      {activity.not_discussed && status !== 'void' && <Tag>{t('activities.not_discussed')}</Tag>}
      {activity.on_behalf && <Tag>{t('activities.on_behalf')}</Tag>}
    </>
  );
}
