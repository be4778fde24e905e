import { useFormat, useT } from '#/i18n';
import css from './Ledger.module.css';
import { ledger } from './texts';
import type { EntryRow } from './words';

type Limits = Pick<EntryRow, 'light' | 'due_at' | 'stage_due_at' | 'closed_at'>;

/** The nearer limit: that of the present step, or of the whole. */
export function nextDue({ due_at, stage_due_at }: Pick<Limits, 'due_at' | 'stage_due_at'>): string {
  return stage_due_at && stage_due_at < due_at ? stage_due_at : due_at;
}

/** When it is due, in words; red only when it is late. */
export function Due({ of }: { of: Limits }) {
  const t = useT(ledger);
  const format = useFormat();
  if (of.closed_at)
    return (
      <span className={css.quiet}>{t('ledger.closed_on', { day: format.shortDate(of.closed_at) })}</span>
    );
  if (of.light === 'grey') return <span className={css.quiet}>{t('ledger.suspended')}</span>;
  return (
    <span className={css.due} data-light={of.light}>
      {format.due(nextDue(of))}
    </span>
  );
}
