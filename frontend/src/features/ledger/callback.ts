import type { components } from '#/api';

/** After so many calls that reached nobody an entry is closed as it was answered. */
const TRIES = 3;

export type Heard = {
  reached: boolean;
  satisfaction: components['schemas']['Satisfaction'] | '';
  reasonable: boolean | null;
};

export type Follows =
  | { what: 'closes' | 'goes_on' | 'waits' | 'closes_unreasonable' | 'closes_unreached' | 'closes_anonymous' }
  | { what: 'stays'; left: number };

/** What the rule makes of a call-back; null while it cannot be told. `calls` reached nobody before. */
export function follows(
  heard: Heard,
  entry: { anonymous: boolean; calls: number; decides: boolean },
): Follows | null {
  if (!heard.reached) {
    if (entry.anonymous) return { what: 'closes_anonymous' };
    const left = TRIES - entry.calls - 1;
    return left > 0 ? { what: 'stays', left } : { what: 'closes_unreached' };
  }
  if (heard.satisfaction === '') return null;
  if (heard.satisfaction !== 'unsatisfied') return { what: 'closes' };
  if (!entry.decides) return { what: 'waits' };
  if (heard.reasonable === null) return null;
  return { what: heard.reasonable ? 'goes_on' : 'closes_unreasonable' };
}
