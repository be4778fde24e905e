import { useCallback, useEffect, useRef, useState } from 'react';
import { draftKey } from './drafts';
import { deleteFile, readFiles, recaption, type WaitingFile, writeFile } from './files';

/** The files of a draft, kept with it on the device. */
export function useWaitingFiles(
  user: string,
  form: string,
  id: string,
): { files: WaitingFile[]; change: (files: WaitingFile[]) => void } {
  const [files, setFiles] = useState<WaitingFile[]>([]);
  const shown = useRef<WaitingFile[]>([]);
  const draft = draftKey(user, form, id);
  useEffect(() => {
    let current = true;
    readFiles(draft).then(
      (found) => {
        if (!current) return;
        shown.current = found;
        setFiles(found);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [draft]);

  const change = useCallback(
    (next: WaitingFile[]) => {
      const before = new Map(shown.current.map((one) => [one.id, one]));
      for (const one of next) {
        const known = before.get(one.id);
        before.delete(one.id);
        // Without room on the device the file still goes with what is sent now.
        if (!known) void writeFile(user, draft, one).catch(() => undefined);
        else if (known.caption !== one.caption) void recaption(user, one).catch(() => undefined);
      }
      for (const id of before.keys()) void deleteFile(id).catch(() => undefined);
      shown.current = next;
      setFiles(next);
    },
    [user, draft],
  );
  return { files, change };
}
