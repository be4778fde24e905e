import { useEffect } from 'react';
import { api, changed, useCan } from '#/api';

/** Whoever opens a record has read what he was told of it. */
export function useReadNotices(id: string): void {
  const unread = api.useQuery(
    'get',
    '/api/v1/notices',
    { params: { query: { unread: true, object_id: id, limit: 1 } } },
    { enabled: useCan('inbox:read') },
  );
  const { mutateAsync } = api.useMutation('post', '/api/v1/notices/read');
  const waits = (unread.data?.items.length ?? 0) > 0;
  useEffect(() => {
    if (!waits) return;
    mutateAsync({ params: { query: { object_id: id } } })
      .then(() => changed('/api/v1/notices', '/api/v1/dashboard'))
      // Read or not is no reason to disturb: the notice stays unread.
      .catch(() => undefined);
  }, [waits, id, mutateAsync]);
}
