import { asProblem, changed, client, type components, ifMatch, newId } from '#/api';
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

/**
 * Sends a new record. Its id was made here, so a repeat does no harm; where an earlier try did arrive although its
 * answer got lost, and the words were changed since, the record is brought up to date.
 */
export async function sendNew(body: NewActivity): Promise<Activity> {
  try {
    const { data } = await client.POST('/api/v1/activities', { body });
    if (!data) throw new TypeError('empty answer');
    return data;
  } catch (error) {
    if (asProblem(error).code !== 'id_taken') throw error;
    return bringUpToDate(body);
  }
}

async function bringUpToDate({ id, submit, person_id: _, ...content }: NewActivity): Promise<Activity> {
  const path = { id };
  const { data: stored } = await client.GET('/api/v1/activities/{id}', { params: { path } });
  if (!stored) throw new TypeError('empty answer');
  const { data } = await client.PATCH('/api/v1/activities/{id}', {
    params: { path, header: ifMatch(stored.version) },
    body: content,
  });
  if (!data) throw new TypeError('empty answer');
  return submit && data.allowed_moves.includes('submit') ? move(id, { move: 'submit' }, newId()) : data;
}
