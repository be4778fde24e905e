import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import { DecisionDialog } from './DecisionDialog';
import { Section } from './EntryBody';
import css from './Ledger.module.css';
import { ledger } from './texts';
import type { Callback, Entry } from './words';

/** Every call-back, also those that reached nobody. */
export function Callbacks({ entry, heading }: { entry: Entry; heading: 'h2' | 'h3' }) {
  const t = useT(ledger);
  const format = useFormat();
  const [deciding, setDeciding] = useState<Callback | null>(null);
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
              {call.waits_for_decision && <Tag tone="amber">{t('ledger.undecided')}</Tag>}
              {call.note && <span className={css.words}>{call.note}</span>}
              {call.decision_reason && (
                <span className={css.words}>
                  {t('ledger.decision_was', { reason: call.decision_reason })}
                </span>
              )}
            </span>
            <span className="muted">
              {t(`ledger.method_${call.method}`)} · {call.caller_name} · {format.dateTime(call.at)}
            </span>
            {call.waits_for_decision && entry.decides_callbacks && (
              <Button size="sm" variant="default" className="no-print" onClick={() => setDeciding(call)}>
                {t('ledger.decide')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {deciding && <DecisionDialog of={deciding} onClose={() => setDeciding(null)} />}
    </Section>
  );
}
