import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type About,
  deleteDraft,
  draftKey,
  type Refusal,
  readDraft,
  type StoredDraft,
  writeDraft,
} from './drafts';
import type { WaitingFile } from './files';
import { attempt, type Delivery, deliver, type Handed, type Sender } from './outbox';

export type DraftState = 'clean' | 'saving' | 'here' | 'unsaved' | 'sending' | 'sent' | 'failed';

export type DraftOptions<Values> = {
  /** Account id: one person never sees another's draft. */
  user: string;
  /** Which form, e.g. `activities.new`. */
  form: string;
  /** Which record; `new` for the one form that creates. */
  id?: string;
  /** How the draft is called in a list of drafts, and where it goes on. */
  about: (values: Values) => About;
};

export type Draft<Values> = {
  /** undefined while reading, null when there is none. */
  restored: Values | null | undefined;
  /** The draft as it was read: how far it had come. */
  stored: StoredDraft | null;
  state: DraftState;
  savedAt: string | null;
  /** Give it to `useForm({ onValuesChange: draft.save })`. */
  save: (values: Values) => void;
  /** Runs the request; the draft goes only when it has succeeded. Throws what `request` throws. */
  send: <Result>(request: () => Promise<Result>) => Promise<Result>;
  /** Hands it in: from now on it is sent by itself, and is tried at once. */
  handIn: (values: Values, sender: Sender, how: HandIn) => Promise<Delivery>;
  /** Sends it now or not at all: for what must not wait on this device. */
  sendAtOnce: (values: Values, sender: Sender, how: HandIn) => Promise<Delivery>;
  discard: () => Promise<void>;
};

export type HandIn = {
  /** What the sender is to do with it, e.g. `submit`. */
  intent: string;
  files: readonly WaitingFile[];
  /** The version of the record that the words are based on, once a conflict was settled. */
  version?: number | undefined;
};

const PAUSE = 400;
/** A form waits no longer for a bad line: what was handed in goes on by itself. */
const PATIENCE = 10_000;

/** What is still to be written, by all forms of this page. */
const unwritten = new Set<() => Promise<void>>();

/** Writes down what was typed last, before the page goes. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...unwritten].map((flush) => flush()));
}

/** Keeps a form on the device while it is being written. */
export function useDraft<Values>({ user, form, id = 'new', about }: DraftOptions<Values>): Draft<Values> {
  const [stored, setStored] = useState<StoredDraft | null | undefined>(undefined);
  const [state, setState] = useState<DraftState>('clean');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waiting = useRef<{ values: Values } | null>(null);
  const described = useRef(about);
  described.current = about;

  const write = useCallback(
    async (values: Values) => {
      const at = new Date().toISOString();
      const way = { state: 'writing' } as const;
      await writeDraft({ user, form, id, about: described.current(values), values, saved_at: at, way });
      setSavedAt(at);
    },
    [user, form, id],
  );

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const pending = waiting.current;
    if (!pending) return;
    waiting.current = null;
    try {
      await write(pending.values);
      setState((now) => (now === 'saving' ? 'here' : now));
    } catch {
      setState('unsaved');
    }
  }, [write]);

  useEffect(() => {
    let current = true;
    readDraft(user, form, id).then(
      (found) => {
        if (!current) return;
        setStored(found ?? null);
        if (found && found.way.state !== 'sent') {
          setSavedAt(found.saved_at);
          setState('here');
        }
      },
      () => current && setStored(null),
    );
    return () => {
      current = false;
    };
  }, [user, form, id]);

  // A phone may kill the page at any time after it is hidden.
  useEffect(() => {
    const hidden = () => void flush();
    unwritten.add(flush);
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', hidden);
    return () => {
      unwritten.delete(flush);
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

  const itemOf = useCallback(
    (values: Values, { intent, version }: HandIn): Handed => ({
      key: draftKey(user, form, id),
      user,
      form,
      id,
      saved_at: new Date().toISOString(),
      about: described.current(values),
      values,
      way: { state: 'waiting', key: crypto.getRandomValues(new Uint32Array(4)).join('-'), intent, version },
    }),
    [user, form, id],
  );

  const sendAtOnce = useCallback(
    async (values: Values, sender: Sender, how: HandIn): Promise<Delivery> => {
      setState('sending');
      const delivery = await attempt(itemOf(values, how), how.files, sender);
      const sent = delivery.state === 'sent';
      if (sent) await discard();
      setState(sent ? 'sent' : 'failed');
      return delivery.state === 'waiting' ? { state: 'refused', error: delivery.error } : delivery;
    },
    [itemOf, discard],
  );

  const handIn = useCallback(
    async (values: Values, sender: Sender, how: HandIn): Promise<Delivery> => {
      clearTimeout(timer.current);
      waiting.current = null;
      const item = itemOf(values, how);
      try {
        await writeDraft(item);
      } catch {
        // A device that has no room left is no reason not to send.
        return sendAtOnce(values, sender, how);
      }
      setState('sending');
      const tooLong = new Promise<Delivery>((done) => {
        setTimeout(() => done({ state: 'waiting', error: null }), PATIENCE);
      });
      const delivery = await Promise.race([deliver(item, sender, true), tooLong]);
      setState(delivery.state === 'sent' ? 'sent' : 'failed');
      return delivery;
    },
    [itemOf, sendAtOnce],
  );

  const unsent = stored && stored.way.state !== 'sent';
  const restored = stored === undefined ? undefined : unsent ? (stored.values as Values) : null;
  return { restored, stored: stored ?? null, state, savedAt, save, send, handIn, sendAtOnce, discard };
}

/** Why a draft came back, if it did. */
export function refusalOf(draft: Pick<Draft<unknown>, 'stored'>): Refusal | null {
  return draft.stored?.way.state === 'refused' ? draft.stored.way.refusal : null;
}
