import type { components } from '#/api';
import { useT } from '#/i18n';
import { ledger } from '../texts';

export type Topic = components['schemas']['LedgerTopic'];

/** How many entries a topic has; a few that one does not see are not told of. */
export function useCounted(): (topic: Topic) => string {
  const t = useT(ledger);
  return ({ entries, seen }) =>
    entries === null
      ? `${t('ledger.topic_seen', { count: seen.value })} · ${t('ledger.topic_few')}`
      : t('ledger.topic_entries_count', { count: entries });
}
