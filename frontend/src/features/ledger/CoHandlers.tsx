import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import { Section } from './EntryBody';
import css from './Ledger.module.css';
import { ledger } from './texts';
import { type Entry, nameOf } from './words';

/** Who helps to handle it, and what each has done so far. */
export function CoHandlers({ entry, heading }: { entry: Entry; heading: 'h2' | 'h3' }) {
  const t = useT(ledger);
  const format = useFormat();
  if (entry.co_handlers.length === 0) return null;
  return (
    <Section title={t('ledger.co_handlers')} heading={heading}>
      <ul className={css.lines}>
        {entry.co_handlers.map((helper) => (
          <li key={helper.id}>
            <span className={css.main}>
              <b>{nameOf(helper)}</b>
              <Tag tone={helper.done_at ? 'green' : 'blue'}>
                {t(helper.done_at ? 'ledger.co_done' : 'ledger.co_working')}
              </Tag>
              {helper.task && (
                <span className={css.words}>{t('ledger.co_asked', { task: helper.task })}</span>
              )}
              {helper.result && <span className={css.words}>{helper.result}</span>}
            </span>
            <span className="muted">{format.shortDate(helper.done_at ?? helper.added_at)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
