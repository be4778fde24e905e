import type { Kind } from './words';

/** What is said again and again, one tap each. */
export const PHRASES = {
  home_visit: [
    'activities.phrase_home_1',
    'activities.phrase_home_2',
    'activities.phrase_home_3',
    'activities.phrase_home_4',
    'activities.phrase_home_5',
    'activities.phrase_home_6',
  ],
  branch_visit: [
    'activities.phrase_branch_1',
    'activities.phrase_branch_2',
    'activities.phrase_branch_3',
    'activities.phrase_branch_4',
    'activities.phrase_branch_5',
  ],
  lesson_observation: [
    'activities.phrase_lesson_1',
    'activities.phrase_lesson_2',
    'activities.phrase_lesson_3',
    'activities.phrase_lesson_4',
    'activities.phrase_lesson_5',
  ],
} as const satisfies Partial<Record<Kind, readonly string[]>>;

/** The phrases of a kind; not every kind has any. */
export function phrasesOf(kind: Kind): readonly (typeof PHRASES)[keyof typeof PHRASES][number][] {
  return kind in PHRASES ? PHRASES[kind as keyof typeof PHRASES] : [];
}

/** Adds a phrase to what was written: as a sentence of its own, or as the rest of the one begun. */
export function withPhrase(text: string, phrase: string): string {
  const written = text.trimEnd();
  const chinese = /[\u3400-\u9fff]/.test(phrase);
  const [comma, stop, space] = chinese ? ['，', '。', ''] : [',', '.', ' '];
  if (!written) return phrase + stop;
  const begun = !/[。！？.!?]$/.test(written);
  const open = begun && !/[，、；：,;:]$/.test(written);
  return `${written}${open ? comma : ''}${space}${phrase}${stop}`;
}
