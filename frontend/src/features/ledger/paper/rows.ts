import { newId } from '#/api';
import type { KeyedRow } from '#/ui';
import { emptyEntry, isWorthKeeping, type NewEntry } from '../new-entry';

/** A concern on paper: what the form of a new entry holds. */
export type Row = NewEntry & KeyedRow;

/** The next paper of the pile came in the same way, from the same kind of people. */
export function rowAfter(unit: string, row?: Row): Row {
  const entry = emptyEntry({ id: newId(), unit, text: '' });
  const goesOn = row && {
    channel: row.channel,
    happened_on: row.happened_on,
    submitter_kind: row.submitter_kind,
  };
  return { ...entry, ...goesOn, problem: '' };
}

export function worth(row: Row): boolean {
  return isWorthKeeping(row) || Boolean(row.category_id || row.name.trim() || row.place.trim());
}

/** What a row lacks before it can be sent. */
export function lacks(row: Row, today: string): 'category' | 'content' | 'name' | 'day' | null {
  if (!row.category_id) return 'category';
  if ([...row.content.trim()].length < 2) return 'content';
  if (row.disclosure !== 'anonymous' && row.phone.trim() && !row.name.trim()) return 'name';
  return row.happened_on > today ? 'day' : null;
}
