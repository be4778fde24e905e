import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { deleteDraft, listDrafts, type StoredDraft } from './store';

/** The drafts of this person on this device, newest first. */
export function useDrafts(
  user: string,
  form?: string,
): { drafts: StoredDraft[]; remove: (draft: StoredDraft) => Promise<void> } {
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: ['device', 'drafts', user, form],
    queryFn: () => listDrafts(user, form),
    staleTime: 0,
    networkMode: 'always',
  });
  const remove = useCallback(
    async (draft: StoredDraft) => {
      await deleteDraft(draft.user, draft.form, draft.id);
      await cache.invalidateQueries({ queryKey: ['device', 'drafts'] });
    },
    [cache],
  );
  return { drafts: data ?? [], remove };
}
