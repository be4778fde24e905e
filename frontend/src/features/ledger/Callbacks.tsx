import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import { Section } from './EntryBody';
import css from './Ledger.module.css';
import { ledger } from './texts';
import type { Callback, Entry } from './words';

/** Every call-back, also those that reached nobody. */
export function Callbacks({ entry, heading }: { entry: Entry; heading: 'h2' | 'h3' }) {
  const t = useT(ledger);
  const format = useFormat();
  const calls = api.useQuery('get', '/api/v1/ledger-entries/{id}/callbacks', {
    params: { path: { id: entry.id } },
  });
  const items = calls.data?.items ?? [];
  if (items.length === 0) return null;
  const words = (call: Callback) =>
    [
      call.satisfaction ? t(`ledger.satisfaction_${call.satisfaction}`) : t('ledger.unreached'),
      call.reasonable !== null && t(call.reasonable ? 'ledger.reasonable' : 'ledger.unreasonable'),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Section title={t('ledger.callbacks')} heading={heading}>
      <ul className={css.lines}>
        {items.map((call) => (
          <li key={call.id}>
            <span className={css.main}>
              <span>{words(call)}</span>
              {call.told_to_say && <Tag tone="amber">{t('ledger.told_to_say')}</Tag>}
              {call.note && <span className={css.words}>{call.note}</span>}
            </span>
            <span className="muted">
              {t(`ledger.method_${call.method}`)} · {call.caller_name} · {format.dateTime(call.at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
