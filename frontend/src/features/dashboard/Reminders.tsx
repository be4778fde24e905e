import { useT } from '#/i18n';
import { FigureLink, Icon } from '#/ui';
import css from './MyDay.module.css';
import type { Dashboard } from './MyDayPage';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

/** Of which duties I wanted to be reminded today; on other days there is nothing. */
export function Reminders({ items }: { items: Dashboard['reminders'] }) {
  const t = useT(dashboard);
  if (items.length === 0) return null;
  return (
    <Sheet title={t('dashboard.reminders')} aside={t('dashboard.reminders_note')}>
      <ul>
        {items.map((item) => (
          <li key={item.reminder_id}>
            <FigureLink query={item.query?.path ?? '/api/v1/duty-progress'} className={css.line}>
              <span className={css.picture} data-tone="green">
                <Icon name="calendar" size={20} />
              </span>
              <span className={css.words}>{item.words}</span>
              <Icon name="right" size={16} />
            </FigureLink>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
