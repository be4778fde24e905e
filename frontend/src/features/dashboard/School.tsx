import { useFormat, useT } from '#/i18n';
import { FigureLink } from '#/ui';
import css from './MyDay.module.css';
import type { Dashboard } from './MyDayPage';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

/** The school at a glance: where help is needed. */
export function School({ school }: { school: NonNullable<Dashboard['school']> }) {
  const t = useT(dashboard);
  const format = useFormat();
  return (
    <Sheet title={t('dashboard.school')}>
      <p className={css.note}>{t('dashboard.school_note')}</p>
      <ul>
        {school.gaps.map((gap) => (
          <li key={gap.scheme_code}>
            <FigureLink
              query={gap.uncovered.query}
              className={css.line}
              label={`${gap.scheme_name} ${t('dashboard.gap')} ${gap.uncovered.value}`}
            >
              <span className={css.words}>
                {gap.scheme_name}
                <span className="muted">
                  {t(gap.uncovered.value === 0 ? 'dashboard.gap_none' : 'dashboard.gap')}
                </span>
              </span>
              <span className={css.count}>{format.number(gap.uncovered.value)}</span>
              <span className="muted">
                {t('dashboard.gap_of', { total: format.number(gap.total.value) })}
              </span>
            </FigureLink>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
