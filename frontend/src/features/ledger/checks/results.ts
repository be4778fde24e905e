import type { components } from '#/api';

export type Draw = components['schemas']['CallbackDraw'];

const RESULTS = ['satisfied', 'basically_satisfied', 'unsatisfied', 'unreached'] as const;

/** What the calls of a draw brought, without those of which there are none. */
export function resultsOf(
  draw: Draw,
  words: (name: (typeof RESULTS)[number] | 'told', count: number) => string,
): string {
  const results = RESULTS.filter((name) => draw[name] > 0).map((name) => words(name, draw[name]));
  if (draw.told_to_say > 0) results.push(words('told', draw.told_to_say));
  return results.join(' · ');
}
