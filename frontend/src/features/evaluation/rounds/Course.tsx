import { useT } from '#/i18n';
import css from '../Evaluation.module.css';
import { ROUND_STATES, type RoundState } from '../model';
import { evaluation } from '../texts';

/** The six steps of a round, the one it stands at marked. */
export function Course({ state }: { state: RoundState }) {
  const t = useT(evaluation);
  const here = ROUND_STATES.indexOf(state);
  return (
    <ol className={css.course} aria-label={t('evaluation.course')}>
      {ROUND_STATES.map((step, index) => (
        <li
          key={step}
          data-done={index < here || undefined}
          aria-current={index === here ? 'step' : undefined}
        >
          {index + 1}. {t(`evaluation.state_${step}`)}
        </li>
      ))}
    </ol>
  );
}
