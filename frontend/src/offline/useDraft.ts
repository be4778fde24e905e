import { useCallback, useEffect, useRef, useState } from 'react';
import { deleteDraft, readDraft, writeDraft } from './store';

export type DraftState = 'clean' | 'saving' | 'here' | 'unsaved' | 'sending' | 'sent' | 'failed';

export type DraftOptions = {
  /** Account id: one person never sees another's draft. */
  user: string;
  /** Which form, e.g. `activities.new`. */
  form: string;
  /** Which record; `new` for the one form that creates. */
  id?: string;
  /** How the draft is called in a list of drafts. */
  label?: string;
};

export type Draft<Values> = {
  /** undefined while reading, null when there is none. */
  restored: Values | null | undefined;
  state: DraftState;
  savedAt: string | null;
  /** Give it to `useForm({ onValuesChange: draft.save })`. */
  save: (values: Values) => void;
  /** Runs the request; the draft goes only when it has succeeded. Throws what `request` throws. */
  send: <Result>(request: () => Promise<Result>) => Promise<Result>;
  discard: () => Promise<void>;
};

const PAUSE = 400;

/** Keeps a form on the device while it is being written. */
export function useDraft<Values>({ user, form, id = 'new', label = '' }: DraftOptions): Draft<Values> {
  const [restored, setRestored] = useState<Values | null | undefined>(undefined);
  const [state, setState] = useState<DraftState>('clean');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waiting = useRef<{ values: Values } | null>(null);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const pending = waiting.current;
    if (!pending) return;
    waiting.current = null;
    const at = new Date().toISOString();
    try {
      await writeDraft({ user, form, id, label, values: pending.values, saved_at: at });
      setSavedAt(at);
      setState((now) => (now === 'saving' ? 'here' : now));
    } catch {
      setState('unsaved');
    }
  }, [user, form, id, label]);

  useEffect(() => {
    let current = true;
    readDraft(user, form, id).then(
      (found) => {
        if (!current) return;
        setRestored(found ? (found.values as Values) : null);
        if (found) {
          setSavedAt(found.saved_at);
          setState('here');
        }
      },
      () => current && setRestored(null),
    );
    return () => {
      current = false;
    };
  }, [user, form, id]);

  // A phone may kill the page at any time after it is hidden.
  useEffect(() => {
    const hidden = () => void flush();
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', hidden);
      hidden();
    };
  }, [flush]);

  const save = useCallback(
    (values: Values) => {
      waiting.current = { values };
      setState('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), PAUSE);
    },
    [flush],
  );

  const discard = useCallback(async () => {
    clearTimeout(timer.current);
    waiting.current = null;
    await deleteDraft(user, form, id).catch(() => undefined);
    setSavedAt(null);
    setState('clean');
  }, [user, form, id]);

  const send = useCallback(
    async <Result>(request: () => Promise<Result>): Promise<Result> => {
      await flush();
      setState('sending');
      try {
        const result = await request();
        await discard();
        setState('sent');
        return result;
      } catch (error) {
        setState('failed');
        throw error;
      }
    },
    [flush, discard],
  );

  return { restored, state, savedAt, save, send, discard };
}
