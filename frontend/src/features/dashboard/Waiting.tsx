import { useFormat, useT } from '#/i18n';
import { FigureLink, Icon, type IconName } from '#/ui';
import css from './MyDay.module.css';
import type { Dashboard } from './MyDayPage';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

type Item = Dashboard['waiting'][number];

const looks: Record<Item['kind'], { icon: IconName; tone: 'amber' | 'green' | 'blue' | 'violet' }> = {
  ledger_overdue: { icon: 'message', tone: 'amber' },
  ledger_due_soon: { icon: 'message', tone: 'amber' },
  ledger_my_move: { icon: 'message', tone: 'amber' },
  activities_to_confirm: { icon: 'check', tone: 'violet' },
  activities_returned: { icon: 'route', tone: 'green' },
  follow_ups_due: { icon: 'calendar', tone: 'blue' },
  activity_drafts: { icon: 'edit', tone: 'green' },
  findings_overdue: { icon: 'flag', tone: 'amber' },
  findings_mine: { icon: 'flag', tone: 'amber' },
  findings_to_verify: { icon: 'check', tone: 'violet' },
  study_to_review: { icon: 'plan', tone: 'violet' },
  study_returned: { icon: 'plan', tone: 'green' },
  notices_unread: { icon: 'bell', tone: 'blue' },
  waivers_to_decide: { icon: 'duties', tone: 'violet' },
  inspections_coming: { icon: 'search', tone: 'blue' },
  publications_to_review: { icon: 'eye', tone: 'violet' },
  opinions_overdue: { icon: 'message', tone: 'amber' },
  opinions_waiting: { icon: 'message', tone: 'blue' },
  evaluation_sheets: { icon: 'edit', tone: 'violet' },
};

const LATE: Item['kind'][] = ['ledger_overdue', 'findings_overdue', 'opinions_overdue'];
const isLate = (item: Item) => LATE.includes(item.kind);

/** What waits for me; every line opens its list. */
export function Waiting({ items }: { items: Item[] }) {
  const t = useT(dashboard);
  const format = useFormat();
  const late = items.filter(isLate).reduce((sum, item) => sum + item.figure.value, 0);
  // What is late or due soon is part of what is mine to move, and notices tell of both: nothing is counted twice.
  const parts = ['ledger_overdue', 'ledger_due_soon', 'notices_unread'];
  const total = items
    .filter((item) => !parts.includes(item.kind))
    .reduce((sum, item) => sum + item.figure.value, 0);
  return (
    <Sheet
      title={t('dashboard.waiting')}
      aside={
        items.length > 0 && (
          <>
            {t('dashboard.waiting_total', { count: total })}
            {late > 0 && <b className={css.late}> · {t('dashboard.waiting_late', { count: late })}</b>}
          </>
        )
      }
    >
      {items.length === 0 ? (
        <p className={css.nothing}>{t('dashboard.waiting_none')}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item.kind}>
              <FigureLink query={item.figure.query} className={css.line}>
                <span className={css.picture} data-tone={looks[item.kind].tone}>
                  <Icon name={looks[item.kind].icon} size={20} />
                </span>
                <span className={css.words}>{t(`dashboard.${item.kind}`)}</span>
                <span className={css.count} data-late={isLate(item) || undefined}>
                  {format.number(item.figure.value)}
                </span>
                <Icon name="right" size={16} />
              </FigureLink>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
