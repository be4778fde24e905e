import { onDeviceChange } from './changes';
import { draftKey, listDrafts, type Refusal, readDraft, type StoredDraft, writeDraft } from './drafts';
import { deleteFile, readFiles, type WaitingFile } from './files';

/**
 * What was handed in and waits for the network. Ids and keys are made on the device, so whatever is sent again has one
 * effect; only the server's yes takes something out of here, only its no hands it back.
 */
export type Handed = StoredDraft & { way: { state: 'waiting' } };

/** A file with what is to be done once the server has it. */
export type Outgoing = WaitingFile & { arrived: () => Promise<void> };

/** Where the server shows what it was sent, and what it calls it. */
export type Arrival = { href: string; number?: string };

/** Sends one draft and its files. Throws what the server refused. */
export type Sender = (item: Handed, files: Outgoing[]) => Promise<Arrival>;

export type Delivery =
  | ({ state: 'sent' } & Arrival)
  /** `error` is null while another tab is sending it. */
  | { state: 'waiting'; error: unknown }
  | { state: 'refused'; error: unknown };

/** No network, no session, too slow, too many: it passes by itself. */
const PASSING = [0, 401, 408, 429];

function statusOf(error: unknown): number {
  if (error instanceof TypeError) return 0;
  const given = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof given === 'number' ? given : -1;
}

function passes(error: unknown): boolean {
  const status = statusOf(error);
  return PASSING.includes(status) || status >= 500;
}

function isHanded(item: StoredDraft | undefined): item is Handed {
  return item?.way.state === 'waiting';
}

/** One tab at a time; browsers without locks lose nothing but a request. */
function alone<Result>(name: string, wait: boolean, work: () => Promise<Result>): Promise<Result | null> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(name, { ifAvailable: !wait }, (lock) => (lock ? work() : null));
}

/** Puts down how it ended, unless the words were changed meanwhile: then those are still to be sent. */
async function settle(item: Handed, way: StoredDraft['way']): Promise<void> {
  const now = await readDraft(item.user, item.form, item.id).catch(() => undefined);
  if (!isHanded(now) || now.way.key !== item.way.key) return;
  const sent = way.state === 'sent';
  await writeDraft({
    ...now,
    way,
    ...(sent ? { values: null, saved_at: new Date().toISOString() } : {}),
  });
}

/** Sends it once and puts down how that ended. */
export async function attempt(item: Handed, files: readonly WaitingFile[], send: Sender): Promise<Delivery> {
  try {
    const arrival = await send(
      item,
      files.map((one) => ({ ...one, arrived: () => deleteFile(one.id).catch(() => undefined) })),
    );
    await settle(item, { state: 'sent', href: arrival.href });
    return { state: 'sent', ...arrival };
  } catch (error) {
    if (passes(error)) return { state: 'waiting', error };
    const refusal: Refusal = { ...(error as object), status: statusOf(error) };
    const { intent, version } = item.way;
    await settle(item, { state: 'refused', refusal, intent, version });
    return { state: 'refused', error };
  }
}

/** Sends what was handed in, if nobody has yet. With `wait` it is sent after another tab's try, not left to it. */
export async function deliver(
  { user, form, id }: Pick<StoredDraft, 'user' | 'form' | 'id'>,
  send: Sender,
  wait = false,
): Promise<Delivery> {
  const done = await alone(draftKey(user, form, id), wait, async (): Promise<Delivery | null> => {
    const item = await readDraft(user, form, id);
    if (isHanded(item)) return attempt(item, await readFiles(item.key), send);
    return item?.way.state === 'sent' ? { state: 'sent', href: item.way.href } : null;
  });
  return done ?? { state: 'waiting', error: null };
}

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

/** Twice as long after each try in vain, and never all phones of a school at once. */
export function pauseAfter(tries: number, chance = Math.random()): number {
  return Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE) * (0.5 + chance / 2);
}

/** Those who send, by what makes them try at once. */
const hopes = new Set<() => void>();

/** Somebody asks: everything that waits is tried now. */
export function sendNow(): void {
  for (const hope of hopes) hope();
}

/** Sends what waits, now and whenever there is reason to hope; ends with the function it returns. */
export function keepSending(
  user: string,
  senderOf: (form: string) => Promise<Sender> | undefined,
): () => void {
  let tries = 0;
  let running = false;
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function round(): Promise<boolean> {
    for (const item of (await listDrafts(user)).filter(isHanded)) {
      if (ended) return false;
      const sender = senderOf(item.form);
      if (!sender) continue;
      const { state } = await deliver(item, await sender);
      if (state === 'waiting') return true;
    }
    return false;
  }

  async function run(): Promise<void> {
    if (running || ended) return;
    running = true;
    clearTimeout(timer);
    timer = undefined;
    const left = await round().catch(() => true);
    running = false;
    tries = left ? tries + 1 : 0;
    if (left && !ended) timer = setTimeout(() => void run(), pauseAfter(tries));
  }

  const hope = () => {
    tries = 0;
    void run();
  };
  const shown = () => document.visibilityState === 'visible' && hope();
  // A page that hands something in sends it itself; this is for the other tabs, and for what is left.
  const noticed = onDeviceChange(() => {
    if (running || timer !== undefined) return;
    timer = setTimeout(() => void run(), FIRST_PAUSE);
  });
  hopes.add(hope);
  window.addEventListener('online', hope);
  document.addEventListener('visibilitychange', shown);
  hope();
  return () => {
    ended = true;
    clearTimeout(timer);
    noticed();
    hopes.delete(hope);
    window.removeEventListener('online', hope);
    document.removeEventListener('visibilitychange', shown);
  };
}
