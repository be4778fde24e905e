import type { components } from '#/api';
import { getLanguage } from '#/i18n';

export type Opened = components['schemas']['OpenedInspection'];
export type Read = components['schemas']['InspectedRecord'];
export type Failure = 'wrong' | 'busy' | 'offline';

/** Asks without any session; the code travels in the body, never in an address that is written down. */
async function ask<Answer>(path: string, body: object): Promise<Answer | Failure> {
  try {
    const answer = await fetch(`/api/v1/public/inspection-access/${path}`, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': getLanguage() },
      body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    return answer.status === 429 || answer.status === 503 ? 'busy' : 'wrong';
  } catch {
    return 'offline';
  }
}

export const openList = (code: string) => ask<Opened>('open', { code });
export const readOne = (code: string, place: number) => ask<Read>('read', { code, place });
