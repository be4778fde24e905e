import type { components } from '#/api';

export type Sheet = components['schemas']['EvaluationSheet'];
export type SheetRow = components['schemas']['EvaluationSheetRow'];
export type Evidence = components['schemas']['SheetEvidence'];

/** What was filled in and the server does not have yet. */
export type Edit = { grades: Record<string, string | null>; remark?: string };

export const NOTHING: Edit = { grades: {} };

export function isNothing(edit: Edit): boolean {
  return edit.remark === undefined && Object.keys(edit.grades).length === 0;
}

/** Both edits, the later one where they differ. */
export function both(earlier: Edit, later: Edit): Edit {
  return { ...earlier, ...later, grades: { ...earlier.grades, ...later.grades } };
}

/** What is left of an edit once `sent` has arrived: what was changed again meanwhile. */
export function without(edit: Edit, sent: Edit): Edit {
  const grades = Object.entries(edit.grades).filter(
    ([item, grade]) => !(item in sent.grades) || sent.grades[item] !== grade,
  );
  const left: Edit = { grades: Object.fromEntries(grades) };
  if (edit.remark !== undefined && edit.remark !== sent.remark) left.remark = edit.remark;
  return left;
}

/** The sheet as the assessor sees it: what the server has, and over it what it has not. */
export function withEdit(sheet: Sheet, edit: Edit): Sheet {
  const grades = { ...sheet.grades, ...edit.grades };
  return {
    ...sheet,
    grades,
    remark: edit.remark ?? sheet.remark,
    missing: sheet.missing.filter((item) => !(item in grades)),
  };
}

/** An edit that was kept on the device. */
export function restore(kept: unknown): Edit {
  if (typeof kept !== 'object' || kept === null || !('grades' in kept)) return NOTHING;
  const { grades } = kept;
  if (typeof grades !== 'object' || grades === null) return NOTHING;
  const said = Object.entries(grades).filter(
    (one): one is [string, string | null] => one[1] === null || typeof one[1] === 'string',
  );
  const edit: Edit = { grades: Object.fromEntries(said) };
  if ('remark' in kept && typeof kept.remark === 'string') edit.remark = kept.remark;
  return edit;
}

export type RoundOfSheets = {
  id: string;
  title: string;
  closes_at: string | null;
  /** Whether any of them can still be filled in or taken back. */
  taken: boolean;
  left: number;
  sheets: SheetRow[];
};

/** By round, those with something to do first; within a round in the order of the forms. */
export function byRound(rows: readonly SheetRow[], now = new Date()): RoundOfSheets[] {
  const rounds = new Map<string, RoundOfSheets>();
  for (const row of rows) {
    const taken =
      row.round_state === 'open' && (row.closes_at === null || Date.parse(row.closes_at) > now.getTime());
    const round = rounds.get(row.round_id) ?? {
      id: row.round_id,
      title: row.round_title,
      closes_at: row.closes_at,
      taken,
      left: 0,
      sheets: [],
    };
    round.sheets.push(row);
    if (row.state === 'in_hand') round.left += 1;
    rounds.set(row.round_id, round);
  }
  const waits = (round: RoundOfSheets) => (round.taken && round.left > 0 ? 0 : 1);
  const sorted = [...rounds.values()].sort((one, other) => waits(one) - waits(other));
  for (const round of sorted) round.sheets.sort(inOrder);
  return sorted;
}

function inOrder(one: SheetRow, other: SheetRow): number {
  return one.group_code === other.group_code
    ? one.object.position - other.object.position
    : one.group_code.localeCompare(other.group_code);
}

/** Where a sheet stands among those of its round, and whom to go to next: the first after it that is not submitted. */
export function around(rows: readonly SheetRow[], id: string) {
  const all = [...rows].sort(inOrder);
  const at = all.findIndex((row) => row.id === id);
  const after = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
  return {
    place: at + 1,
    count: all.length,
    left: all.filter((row) => row.state === 'in_hand').length,
    previous: all[at - 1] ?? null,
    next: after.find((row) => row.state === 'in_hand') ?? null,
  };
}
