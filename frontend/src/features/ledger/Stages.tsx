import { useT } from '#/i18n';
import { Section } from './EntryBody';
import { lasted } from './events';
import css from './Ledger.module.css';
import { ledger } from './texts';
import type { Entry } from './words';

/** Who held it how long: the bar is its share of the whole time. */
export function Stages({ entry, heading }: { entry: Entry; heading: 'h2' | 'h3' }) {
  const t = useT(ledger);
  const now = new Date().toISOString();
  const span = (since: string, until: string | null) => Date.parse(until ?? now) - Date.parse(since);
  const whole = entry.stages.reduce((sum, stage) => sum + span(stage.since, stage.until), 0);
  if (entry.stages.length === 0) return null;
  return (
    <Section title={t('ledger.stages')} heading={heading}>
      <ol className={css.stages}>
        {entry.stages.map((stage) => (
          <li key={stage.since + stage.state}>
            <span className={css.who}>
              {[stage.unit_name, stage.person_name].filter(Boolean).join(' · ')}
              <span className="muted"> {t(`terms.ledger_${stage.state}`)}</span>
            </span>
            <span className={css.time}>
              {lasted(t, stage.since, stage.until ?? now)}
              {!stage.until && <span className="muted"> {t('ledger.stage_now')}</span>}
            </span>
            <span
              className={css.bar}
              style={{
                width: `${whole > 0 ? Math.max(1, (span(stage.since, stage.until) / whole) * 100) : 100}%`,
              }}
              aria-hidden="true"
            />
          </li>
        ))}
      </ol>
    </Section>
  );
}
