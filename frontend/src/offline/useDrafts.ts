import { useEffect, useState } from 'react';
import { onDeviceChange } from './changes';
import { listDrafts, type StoredDraft } from './drafts';

/** The drafts of this person on this device, newest first; undefined while reading. */
export function useDrafts(user: string): StoredDraft[] | undefined {
  const [drafts, setDrafts] = useState<StoredDraft[]>();
  useEffect(() => {
    let current = true;
    const read = () =>
      listDrafts(user).then(
        (found) => current && setDrafts(found),
        () => current && setDrafts([]),
      );
    void read();
    const ended = onDeviceChange(() => void read());
    return () => {
      current = false;
      ended();
    };
  }, [user]);
  return drafts;
}
