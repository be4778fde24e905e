import { useCallback, useEffect, useRef, useState } from 'react';
import { api, asProblem, client, ifMatch, queryClient, useMe } from '#/api';
import { type DraftState, useDraft } from '#/offline';
import { both, type Edit, isNothing, NOTHING, restore, type Sheet, without } from './model';

const PAUSE = 500;
const AGAIN = 15_000;
/** What goes away by itself: no network, no session, too many, no database. */
const PASSING = [0, 401, 429, 502, 503, 504];

export type Autosave = {
  /** What the server does not have yet. */
  edit: Edit;
  state: DraftState;
  savedAt: string | null;
  /** Why it was not saved; what passes by itself is none. */
  error: unknown;
  change: (edit: Edit) => void;
  /** Saves what is left; true when nothing is. */
  flush: () => Promise<boolean>;
  /** After a conflict: `edit` in place of everything, on this version. */
  resolve: (edit: Edit, version: number) => void;
};

/** The cache's sheet is the one the server answered with last. */
export function keepSheet(sheet: Sheet): void {
  const { queryKey } = api.queryOptions('get', '/api/v1/evaluation-sheets/{id}', {
    params: { path: { id: sheet.id } },
  });
  queryClient.setQueryData(queryKey, sheet);
}

/** Keeps a sheet on the device and with the server while it is filled in: one request at a time, in order. */
export function useAutosave(sheet: Sheet): Autosave {
  const { id } = sheet;
  const draft = useDraft<Edit>({
    user: useMe().account.id,
    form: 'evaluation.sheet',
    id,
    about: () => ({ label: sheet.round_title, note: '', href: `/evaluation/sheets/${id}` }),
  });
  const { save, send, restored, discard } = draft;
  const [edit, setEdit] = useState<Edit>(NOTHING);
  const [error, setError] = useState<unknown>(null);
  const waiting = useRef<Edit>(NOTHING);
  const version = useRef(sheet.version);
  const running = useRef<Promise<boolean> | null>(null);
  // A refusal does not get better by asking again.
  const refused = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  version.current = Math.max(version.current, sheet.version);

  const set = useCallback((next: Edit) => {
    waiting.current = next;
    setEdit(next);
  }, []);

  const sendAll = useCallback(async (): Promise<boolean> => {
    while (!isNothing(waiting.current)) {
      const sent = waiting.current;
      try {
        const { data } = await send(() =>
          client.PATCH('/api/v1/evaluation-sheets/{id}', {
            params: { path: { id }, header: ifMatch(version.current) },
            body: sent,
          }),
        );
        if (!data) throw new TypeError('empty answer');
        version.current = data.version;
        keepSheet(data);
        refused.current = false;
        setError(null);
        set(without(waiting.current, sent));
        // What was filled in meanwhile was kept on the device beside what has arrived.
        if (!isNothing(waiting.current)) save(waiting.current);
      } catch (refusal) {
        refused.current = !PASSING.includes(asProblem(refusal).status);
        setError(refused.current ? refusal : null);
        return false;
      }
    }
    return true;
  }, [id, save, send, set]);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    running.current ??= sendAll().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [sendAll]);

  const change = useCallback(
    (more: Edit) => {
      const next = both(waiting.current, more);
      set(next);
      save(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), PAUSE);
    },
    [flush, save, set],
  );

  const resolve = useCallback(
    (chosen: Edit, current: number) => {
      version.current = current;
      refused.current = false;
      setError(null);
      set(chosen);
      if (isNothing(chosen)) {
        void discard();
        return;
      }
      save(chosen);
      void flush();
    },
    [discard, flush, save, set],
  );

  // What was left on the device by an earlier visit.
  const editable = sheet.editable;
  useEffect(() => {
    if (!restored || !editable) return;
    const kept = restore(restored);
    if (isNothing(kept)) return;
    set(both(kept, waiting.current));
    void flush();
  }, [restored, editable, flush, set]);

  useEffect(() => {
    const again = () => {
      if (!refused.current && !isNothing(waiting.current)) void flush();
    };
    const often = setInterval(again, AGAIN);
    window.addEventListener('online', again);
    return () => {
      clearInterval(often);
      clearTimeout(timer.current);
      window.removeEventListener('online', again);
      // Leaving the page is no reason to wait.
      again();
    };
  }, [flush]);

  return { edit, state: draft.state, savedAt: draft.savedAt, error, change, flush, resolve };
}
