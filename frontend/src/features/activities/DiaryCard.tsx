import { useLanguage, useT } from '#/i18n';
import css from './Activities.module.css';
import { StatusTags } from './StatusTags';
import { activities } from './texts';
import { type Activity, aboutOf } from './words';

/** A line of the diary: the day at the left, what was done beside it. */
export function DiaryCard({ activity, mine }: { activity: Activity; mine: boolean }) {
  const t = useT(activities);
  const language = useLanguage();
  const day = new Date(`${activity.happened_on}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { ...options, timeZone: 'UTC' }).format(
      day,
    );
  return (
    <span className={css.diary}>
      <span className={css.day}>
        <span>{part({ month: 'short' })}</span>
        <b>{day.getUTCDate()}</b>
        <span>{part({ weekday: 'short' })}</span>
      </span>
      <span className={css.entry}>
        <span className={css.tags}>
          <StatusTags activity={activity} />
        </span>
        <b>
          {t(`terms.kind_${activity.kind}`)} · {aboutOf(activity)}
        </b>
        <span className={css.excerpt}>{activity.text}</span>
        {!mine && <span className="muted">{activity.person_name}</span>}
      </span>
    </span>
  );
}
