import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '#/api';

/** The address of a file that only a caller with a token may fetch; gone with the component. */
export function useBlob(id: string, what: 'file' | 'preview', wanted: boolean): string | null {
  const { data } = useQuery({
    queryKey: ['attachment', id, what],
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async ({ signal }) => {
      const params = { path: { id } };
      const answer =
        what === 'preview'
          ? await client.GET('/api/v1/attachments/{id}/preview', { params, parseAs: 'blob', signal })
          : await client.GET('/api/v1/attachments/{id}', { params, parseAs: 'blob', signal });
      return answer.data as unknown as Blob;
    },
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [data]);
  return url;
}
