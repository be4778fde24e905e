import { Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ledger } from './texts';

/** Leads back to the opinion item of which an entry was made; a dash where the reader sees none. */
export function OpinionSource({ entryId }: { entryId: string }) {
  const t = useT(ledger);
  const { data } = api.useQuery('get', '/api/v1/opinion-items', {
    params: { query: { ledger_entry_id: entryId, limit: 1 } },
  });
  const item = data?.items[0];
  if (!item) return '—';
  return (
    <Link to="/opinions/$id" params={{ id: item.id }}>
      {t('ledger.origin_opinion')} · {item.source}
    </Link>
  );
}
