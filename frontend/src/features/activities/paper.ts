import { type components, newId } from '#/api';
import { today } from '#/i18n';
import type { Option } from '#/ui';
import { blank, contentOf, type Pupil } from './values';

/** What is kept on paper and typed in row by row: a day, somebody, whom or where, and a sentence or two. */
export const PAPER_KINDS = [
  'home_visit',
  'phone_contact',
  'lesson_observation',
  'branch_visit',
  'staff_talk',
  'heart_talk',
  'other',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export function isPaperKind(word: unknown): word is PaperKind {
  return PAPER_KINDS.some((kind) => kind === word);
}

/** Whom or where; a household with its pupils, a class with its school. */
export type Target = Option & { pupils?: Pupil[]; unit_id?: string };

export type Row = {
  /** The id the record will have. */
  id: string;
  day: string;
  person: Option[];
  target: Target[];
  teacher: Option[];
  /** The subject of a lesson, or the title of what fits no other kind. */
  short: string;
  text: string;
  problem: string;
};

/** The next row goes on where the one above stopped: same day, same person. */
export function rowAfter(row?: Row): Row {
  return {
    id: newId(),
    day: row?.day ?? today(),
    person: row?.person ?? [],
    target: [],
    teacher: [],
    short: '',
    text: '',
    problem: '',
  };
}

export function isEmpty(row: Row): boolean {
  return row.target.length === 0 && row.teacher.length === 0 && !row.short.trim() && !row.text.trim();
}

/** A row as the API takes it; what is missing the server names. */
export function itemOf(kind: PaperKind, row: Row): components['schemas']['NewActivity'] {
  const [target] = row.target;
  const id = target?.id ?? '';
  const where = {
    home_visit: { household_id: id, student_ids: target?.pupils?.map((one) => one.id) ?? [] },
    phone_contact: { household_id: id, student_ids: target?.pupils?.map((one) => one.id) ?? [] },
    lesson_observation: {
      class_id: id,
      observed_person_id: row.teacher[0]?.id ?? '',
      subject: row.short,
    },
    branch_visit: { unit_id: id },
    staff_talk: { observed_person_id: id },
    heart_talk: { unit_id: id },
    other: { unit_id: id, title: row.short },
  }[kind];
  const [person] = row.person;
  return {
    ...contentOf(blank(kind, { ...where, happened_on: row.day, text: row.text })),
    id: row.id,
    submit: true,
    ...(person ? { person_id: person.id } : {}),
  };
}

/** What has to be filled in before a row can be sent. */
export function missing(kind: PaperKind, row: Row): 'day' | 'target' | 'teacher' | 'short' | 'text' | null {
  if (!row.day) return 'day';
  if (row.target.length === 0) return 'target';
  if (kind === 'lesson_observation' && row.teacher.length === 0) return 'teacher';
  if ((kind === 'lesson_observation' || kind === 'other') && !row.short.trim()) return 'short';
  return [...row.text.trim()].length < 2 ? 'text' : null;
}
