import { asProblem, changed, client, type components, idempotent, ifMatch, newId, ProblemError } from '#/api';
import type { Sender } from '#/offline';
import { upload } from '#/ui';
import { disputesOf } from './disputes';
import { changesOf, contentOf, restore, type Values, valuesOf } from './values';
import type { Activity } from './words';

type NewActivity = components['schemas']['NewActivity'] & { id: string };

/** What counts records reads anew. */
export function refreshActivities(): Promise<void> {
  return changed(
    '/api/v1/activities',
    '/api/v1/personnel',
    '/api/v1/dashboard',
    '/api/v1/duty-progress',
    '/api/v1/households',
    '/api/v1/liaison',
  );
}

export async function move(id: string, wanted: components['schemas']['ActivityMove'], key: string) {
  const { data } = await client.POST('/api/v1/activities/{id}/moves', {
    params: { path: { id }, header: { 'Idempotency-Key': key } },
    body: wanted,
  });
  if (!data) throw new TypeError('empty answer');
  return data;
}

/** The version of a record that nobody has touched since it was made. */
const FIRST = 1;

/**
 * Sends a new record. Its id was made here, so a repeat does no harm. Where an earlier try did arrive although its
 * answer got lost, and the words were changed since, the record is brought up to date, on the version these words are
 * based on: what somebody else changed meanwhile is refused with both sides (412).
 */
export async function sendNew(body: NewActivity, version = FIRST): Promise<Activity> {
  try {
    const { data } = await client.POST('/api/v1/activities', { body });
    if (!data) throw new TypeError('empty answer');
    return data;
  } catch (error) {
    if (asProblem(error).code !== 'id_taken') throw error;
    return bringUpToDate(body, version);
  }
}

async function bringUpToDate(
  { id, submit, person_id: _, ...content }: NewActivity,
  version: number,
): Promise<Activity> {
  const { data } = await client.PATCH('/api/v1/activities/{id}', {
    params: { path: { id }, header: ifMatch(version) },
    body: content,
  });
  if (!data) throw new TypeError('empty answer');
  return submit && data.allowed_moves.includes('submit') ? move(id, { move: 'submit' }, newId()) : data;
}

/** The draft was written by a version of this page that nobody understands any more. */
function unreadable(): ProblemError {
  return new ProblemError(422, { code: 'unreadable_draft' });
}

/** Sends a record that was handed in on this device, then its files. */
export const sendRecord: Sender = async ({ id, values, way }, files) => {
  const kept = restore(values);
  if (!kept) throw unreadable();
  const [person] = kept.person;
  const submit = way.intent === 'submit';
  await sendNew({ ...contentOf(kept), id, submit, ...(person ? { person_id: person.id } : {}) }, way.version);
  for (const file of files) {
    await upload({ of: 'activities', id }, file);
    await file.arrived();
  }
  void refreshActivities();
  return { href: `/activities/${id}` };
};

/**
 * An edit on the device: what it started from, so that nobody's later words are written over, and why a confirmed record
 * is amended.
 */
export type Edit = { values: Values; base: Values; version: number; reason: string };

export function restoreEdit(kept: unknown): Edit | null {
  if (typeof kept !== 'object' || kept === null) return null;
  if (!('values' in kept && 'base' in kept && 'version' in kept)) return null;
  const [values, base] = [restore(kept.values), restore(kept.base)];
  const reason = 'reason' in kept && typeof kept.reason === 'string' ? kept.reason : '';
  return values && base && typeof kept.version === 'number'
    ? { values, base, version: kept.version, reason }
    : null;
}

/**
 * Amends a confirmed record: what others changed since is looked at first, and nobody gets in between. It may say so
 * already: the answer to an earlier attempt was lost.
 */
async function amend(id: string, { base, values, version, reason }: Edit, key: string): Promise<void> {
  const { data: current } = await client.GET('/api/v1/activities/{id}', { params: { path: { id } } });
  if (!current) throw new TypeError('empty answer');
  const differences = current.version === version ? [] : disputesOf(base, values, valuesOf(current));
  if (differences.length > 0) throw new ProblemError(412, { code: 'stale_version', current, differences });
  const header = { ...ifMatch(current.version), ...idempotent(`${key}-${current.version}`) };
  const body = { reason: reason.trim(), changes: changesOf(base, values) ?? {} };
  const amended = client.POST('/api/v1/activities/{id}/amendments', {
    params: { path: { id }, header },
    body,
  });
  await amended.catch((problem: unknown) => {
    if (!saysSoAlready(problem)) throw problem;
  });
}

const saysSoAlready = (problem: unknown) =>
  problem instanceof ProblemError && problem.errors.some(({ code }) => code === 'nothing_changed');

/** Sends the changes of a record that were handed in on this device. */
export const sendEdit: Sender = async ({ id, values, way }) => {
  const edit = restoreEdit(values);
  if (!edit) throw unreadable();
  if (way.intent === 'amend') await amend(id, edit, way.key);
  else {
    const changes = changesOf(edit.base, edit.values);
    const header = { ...ifMatch(edit.version), ...idempotent(way.key) };
    if (changes)
      await client.PATCH('/api/v1/activities/{id}', { params: { path: { id }, header }, body: changes });
    if (way.intent === 'submit') await move(id, { move: 'submit' }, `${way.key}-submit`);
  }
  void refreshActivities();
  return { href: `/activities/${id}` };
};
