import { useT } from '#/i18n';
import css from './Steps.module.css';
import { transfer } from './texts';

const steps = ['choose', 'upload', 'check', 'write', 'done'] as const;
export type Step = (typeof steps)[number];

/** Where in the import we are. */
export function Steps({ at }: { at: Step }) {
  const t = useT(transfer);
  const current = steps.indexOf(at);
  return (
    <ol className={`${css.steps} no-print`} aria-label={t('transfer.steps')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={css.step}
          data-past={index < current || undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className={css.number} aria-hidden="true">
            {index < current ? '✓' : index + 1}
          </span>
          {t(`transfer.step_${step}`)}
        </li>
      ))}
    </ol>
  );
}
