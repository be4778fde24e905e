import { asProblem, client, type components, idempotent, ifMatch, ProblemError } from '#/api';
import type { Sender } from '#/offline';
import { upload } from '#/ui';
import { refreshLedger } from './moves/MoveFrame';
import { bodyOf, restoreEntry } from './new-entry';

type NewLedgerEntry = components['schemas']['NewLedgerEntry'];
type LedgerEntry = components['schemas']['LedgerEntry'];

/** The version of an entry that nobody has touched since it was registered. */
const FIRST = 1;

/**
 * Registers an entry once: its id was made on the device. Where an earlier try did arrive although its answer got lost,
 * and the words were changed since, the entry is corrected, on the version these words are based on.
 */
async function register(
  id: string,
  body: NewLedgerEntry,
  key: string,
  version = FIRST,
): Promise<LedgerEntry> {
  try {
    const { data } = await client.POST('/api/v1/ledger-entries', {
      params: { header: idempotent(key) },
      body,
    });
    if (!data) throw new TypeError('empty answer');
    return data;
  } catch (error) {
    if (asProblem(error).code !== 'duplicate') throw error;
    const { channel, submitter_kind, category_id, urgency, title, content } = body;
    const { data } = await client.PATCH('/api/v1/ledger-entries/{id}', {
      params: { path: { id }, header: ifMatch(version) },
      body: {
        channel,
        submitter_kind,
        category_id,
        title,
        content,
        ...(urgency ? { urgency } : {}),
        place: body.place ?? null,
        happened_on: body.happened_on ?? null,
        persons_concerned: body.persons_concerned ?? [],
      },
    });
    if (!data) throw new TypeError('empty answer');
    return data;
  }
}

/** Sends an entry that was handed in on this device, then its files. */
export const sendEntry: Sender = async ({ values, way }, files) => {
  const kept = restoreEntry(values);
  if (!kept) throw new ProblemError(422, { code: 'unreadable_draft' });
  const { number } = await register(kept.id, bodyOf(kept), way.key, way.version);
  for (const file of files) {
    await upload({ of: 'ledger-entries', id: kept.id }, file);
    await file.arrived();
  }
  void refreshLedger();
  return { href: `/ledger/${kept.id}`, number };
};
