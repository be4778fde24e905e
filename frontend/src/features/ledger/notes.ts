import type { Translator } from './events';
import type { LedgerEvent } from './words';

const NAMED = [
  ['heard_name', 'note_heard'],
  ['disclosed_name', 'note_disclosed'],
  ['file_added', 'note_file_added'],
  ['file_removed', 'note_file_removed'],
] as const;

/** What a note of the product itself says: that somebody was heard, that a file came or went, a sampled call-back. */
export function noteTitle({ data }: Pick<LedgerEvent, 'data'>, t: Translator): string | null {
  for (const [field, word] of NAMED) {
    const name = data[field];
    if (typeof name === 'string') return t(`ledger.${word}`, { name });
  }
  return data.checked ? t('ledger.note_checked') : null;
}
