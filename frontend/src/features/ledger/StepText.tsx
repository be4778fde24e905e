import type { Step } from './events';
import css from './Ledger.module.css';

/** What a step set: its words, and each correction before → after. */
export function StepText({ step }: { step: Step }) {
  return (
    <>
      {step.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {step.changes.length > 0 && (
        <dl className={css.changes}>
          {step.changes.map((change) => (
            <div key={change.label}>
              <dt>{change.label}</dt>
              <dd>
                <del>{change.before}</del> → <ins>{change.after}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
