import type { components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { FigureLink, InfoTip } from '#/ui';
import css from './MyDay.module.css';
import type { Dashboard } from './MyDayPage';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

type Figure = components['schemas']['Figure'];

/** The school at a glance: where help is needed. What is closed is never shown without how it was closed. */
export function School({ school }: { school: NonNullable<Dashboard['school']> }) {
  const t = useT(dashboard);
  const format = useFormat();
  const { ledger } = school;
  const number = (figure: Figure, label: string, late = false) => (
    <FigureLink query={figure.query} className={css.figure}>
      <span className={css.figureValue} data-late={(late && figure.value > 0) || undefined}>
        {format.number(figure.value)}
      </span>
      <span className="muted">{label}</span>
    </FigureLink>
  );
  const outcomes = (['resolved', 'explained', 'referred_up', 'unsubstantiated'] as const).filter(
    (outcome) => ledger.outcomes[outcome].value > 0,
  );
  return (
    <Sheet
      title={t('dashboard.school')}
      info={<InfoTip label={t('dashboard.school')}>{t('dashboard.school_note')}</InfoTip>}
    >
      <div className={css.figures}>
        {number(ledger.open, t('dashboard.ledger_open'))}
        {number(ledger.due_soon, t('dashboard.ledger_soon'))}
        {number(ledger.overdue, t('dashboard.ledger_late'), true)}
        {number(ledger.closed, t('dashboard.ledger_closed'))}
      </div>
      {outcomes.length > 0 && (
        <p className={css.note}>
          {t('dashboard.of_closed')}
          {outcomes.map((outcome) => (
            <span key={outcome} className={css.outcome}>
              {t(`terms.outcome_${outcome}`)}{' '}
              <FigureLink query={ledger.outcomes[outcome].query} label={t(`terms.outcome_${outcome}`)}>
                {format.number(ledger.outcomes[outcome].value)}
              </FigureLink>
            </span>
          ))}
        </p>
      )}
      <ul>
        {school.gaps.map((gap) => (
          <li key={gap.scheme_code}>
            <FigureLink query={gap.uncovered.query} className={css.line}>
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
