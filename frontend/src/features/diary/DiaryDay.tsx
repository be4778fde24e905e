import { Link } from '@tanstack/react-router';
import { useFormat, useLanguage, useT } from '#/i18n';
import { Icon, Tag } from '#/ui';
import css from './Diary.module.css';
import { diary } from './texts';
import type { Activity, DiaryEntry } from './useDiary';

function aboutOf(activity: Activity): string {
  return (
    activity.household_label ?? activity.class_name ?? activity.observed_person_name ?? activity.unit_name
  );
}

/** A day of the diary: what was recorded, then what one noted for oneself. */
export function DiaryDay({ of, onWrite }: { of: DiaryEntry; onWrite: () => void }) {
  const t = useT(diary);
  const format = useFormat();
  const language = useLanguage();
  const at = new Date(`${of.day}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { ...options, timeZone: 'UTC' }).format(
      at,
    );
  const date = format.weekday(of.day);
  return (
    <section className={`sheet ${css.day}`} aria-label={date}>
      <h2 className={css.date}>
        <span className={css.month}>{part({ month: 'short' })}</span>
        <b>{at.getUTCDate()}</b>
        <span>{part({ weekday: 'short' })}</span>
      </h2>
      <div className={css.entries}>
        {of.activities.map((one) => (
          <article key={one.id} className={css.entry}>
            <h3>
              <Link to="/activities/$id" params={{ id: one.id }}>
                {t(`terms.kind_${one.kind}`)} · {aboutOf(one)}
              </Link>
              {one.status !== 'confirmed' && one.status !== 'submitted' && (
                <Tag tone={one.status === 'returned' ? 'amber' : 'grey'}>
                  {t(`terms.activity_${one.status}`)}
                </Tag>
              )}
            </h3>
            <p>{one.text}</p>
            {one.follow_up && <p className="muted">{t('diary.follow', { text: one.follow_up })}</p>}
          </article>
        ))}
        {of.remark && (
          <div className={css.remark}>
            <h3>{t('diary.remark')}</h3>
            <p>{of.remark.text}</p>
          </div>
        )}
        <button
          type="button"
          className={`${css.write} no-print`}
          aria-label={`${t(of.remark ? 'diary.remark_edit' : 'diary.remark_add')} ${date}`}
          onClick={onWrite}
        >
          <Icon name="edit" size={16} />
          {t(of.remark ? 'diary.remark_edit' : 'diary.remark_add')}
        </button>
      </div>
    </section>
  );
}
