import { useT } from '#/i18n';
import { FigureLink, InfoTip, Ring, type RingTone } from '#/ui';
import css from './MyDay.module.css';
import type { Dashboard } from './MyDayPage';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

type Progress = NonNullable<Dashboard['duties']>;

const tones: RingTone[] = ['pine', 'apricot', 'mid', 'blue'];

/** Duties that are counted: a ring where the plan sets a number, a count where it does not, a sentence for each. */
export function Duties({ progress }: { progress: Progress }) {
  const t = useT(dashboard);
  const counted = progress.items.filter(
    (item) => item.state !== 'not_derived' && item.duty.metric !== 'yes_no',
  );
  if (counted.length === 0) {
    if (progress.plan) return null;
    return (
      <Sheet title={t('dashboard.duties')}>
        <p className={css.nothing}>{t('dashboard.duties_none')}</p>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={t('dashboard.duties')}
      aside={<FigureLink query="/api/v1/duty-progress">{t('dashboard.duties_all')}</FigureLink>}
    >
      <ul className={css.duties}>
        {counted.map((item, at) => (
          <li key={`${item.duty.id}-${item.subject.id}`} className={css.duty}>
            <FigureLink query={item.query?.path} className={css.ring}>
              <Ring
                value={item.actual ?? 0}
                target={item.target}
                label={item.duty.title}
                size={64}
                tone={tones[at % tones.length] ?? 'pine'}
              />
            </FigureLink>
            <div>
              <div className={css.dutyTitle}>
                {item.duty.title}
                <InfoTip
                  label={item.duty.title}
                  rule={item.explanation.rule}
                  period={item.explanation.period}
                  exclusions={item.explanation.exclusions.join('；')}
                />
              </div>
              <p className={css.dutyWords}>{item.words}</p>
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
