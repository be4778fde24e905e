import { type components, newId } from '#/api';
import { today } from '#/i18n';
import type { KeyedRow, Option } from '#/ui';
import { placeOf } from './forms';
import { blank, contentOf, type Pupil } from './values';
import type { Kind } from './words';

/** What is kept on paper and typed in row by row; of a canteen check every point is looked at, on its own page. */
export const PAPER_KINDS = [
  'home_visit',
  'phone_contact',
  'pupil_support',
  'lesson_observation',
  'branch_visit',
  'stay_in',
  'shared_labour',
  'staff_talk',
  'heart_talk',
  'reception',
  'parents_meeting',
  'committee_meeting',
  'grade_meeting',
  'study_session',
  'other',
] as const satisfies readonly Kind[];
export type PaperKind = (typeof PAPER_KINDS)[number];

export function isPaperKind(word: unknown): word is PaperKind {
  return PAPER_KINDS.some((kind) => kind === word);
}

/** A short field of a kind. */
export type PaperLine = {
  name:
    | 'subject'
    | 'title'
    | 'visitors'
    | 'matter'
    | 'nights'
    | 'meals'
    | 'amount'
    | 'work'
    | 'grade_no'
    | 'due'
    | 'present'
    | 'topics'
    | 'material';
  max: number;
  required?: true;
};

const needed = (name: PaperLine['name'], max: number): PaperLine => ({ name, max, required: true });
const TURNOUT: readonly PaperLine[] = [
  { name: 'due', max: 5 },
  { name: 'present', max: 5 },
];
const none: readonly PaperLine[] = [];

/** What is asked beside the day, whom or where, and the text. */
export const LINES: Record<PaperKind, readonly PaperLine[]> = {
  home_visit: none,
  phone_contact: none,
  pupil_support: none,
  lesson_observation: [needed('subject', 30)],
  branch_visit: none,
  stay_in: [needed('nights', 2), { name: 'meals', max: 3 }, { name: 'amount', max: 7 }],
  shared_labour: [needed('work', 200)],
  staff_talk: [{ name: 'topics', max: 500 }],
  heart_talk: [{ name: 'topics', max: 500 }],
  reception: [needed('visitors', 60), needed('matter', 2000)],
  parents_meeting: TURNOUT,
  committee_meeting: TURNOUT,
  grade_meeting: [needed('grade_no', 1), ...TURNOUT],
  study_session: [{ name: 'material', max: 300 }],
  other: [needed('title', 100)],
};

/** Whom or where; a household with its pupils, a class with its school. */
export type Target = Option & { pupils?: Pupil[]; unit_id?: string };

export type Row = KeyedRow & {
  day: string;
  person: Option[];
  target: Target[];
  teacher: Option[];
  lines: Partial<Record<PaperLine['name'], string>>;
  text: string;
};

/** The next row goes on where the one above stopped: same day, same person; at first where the paper says it is. */
export function rowAfter(row?: Row, place: Target[] = []): Row {
  return {
    id: newId(),
    day: row?.day ?? today(),
    person: row?.person ?? [],
    target: place,
    teacher: [],
    lines: {},
    text: '',
    problem: '',
  };
}

/** Rows kept by an earlier version of this page had one short field instead of several. */
export function restoreRows(kind: PaperKind, kept: readonly (Row & { short?: string })[]): Row[] {
  const [first] = LINES[kind];
  return kept.map(({ short, ...row }) => ({
    ...rowAfter(),
    ...row,
    lines: row.lines ?? (first && short ? { [first.name]: short } : {}),
  }));
}

/** What was filled in; a place alone that the paper gave is nothing yet. */
export function isEmpty(row: Row, place: Target[] = []): boolean {
  const placed = row.target.some((one) => !place.some((given) => given.id === one.id));
  const typed = [row.text, ...Object.values(row.lines)].some((text) => text.trim());
  return !placed && row.teacher.length === 0 && !typed;
}

/** A row as the API takes it; what is missing the server names. */
export function itemOf(kind: PaperKind, row: Row): components['schemas']['NewActivity'] {
  const [target] = row.target;
  const id = target?.id ?? '';
  const place = placeOf(kind);
  const where = {
    household: { household_id: id, student_ids: target?.pupils?.map((one) => one.id) ?? [] },
    class: { class_id: id },
    person: { observed_person_id: id },
    pupil: { student_id: id },
    branch: { unit_id: id },
    school: { unit_id: id },
    any: { unit_id: id },
  }[place];
  const teacher = kind === 'lesson_observation' ? { observed_person_id: row.teacher[0]?.id ?? '' } : {};
  const [person] = row.person;
  const values = { ...where, ...teacher, ...row.lines, happened_on: row.day, text: row.text };
  return {
    ...contentOf(blank(kind, values)),
    id: row.id,
    submit: true,
    ...(person ? { person_id: person.id } : {}),
  };
}

/** What has to be filled in before a row can be sent; of the short fields, which. */
export function missing(kind: PaperKind, row: Row): 'day' | 'target' | 'teacher' | 'text' | PaperLine | null {
  if (!row.day) return 'day';
  if (row.target.length === 0) return 'target';
  if (kind === 'lesson_observation' && row.teacher.length === 0) return 'teacher';
  const line = LINES[kind].find((one) => one.required && !row.lines[one.name]?.trim());
  if (line) return line;
  return [...row.text.trim()].length < 2 ? 'text' : null;
}
