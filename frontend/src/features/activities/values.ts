import { asProblem, type components, fieldOf } from '#/api';
import { today } from '#/i18n/format';
import type { Option } from '#/ui';
import { detailsOf, detailValues, filled } from './details';
import {
  type Activity,
  type ActivityTag,
  CANTEEN_POINTS,
  type FamilyMember,
  isKind,
  type Kind,
} from './words';

type Schemas = components['schemas'];
type LessonType = Schemas['LessonType'];
type LessonGrade = Schemas['LessonGrade'];

export type Pupil = { id: string; name: string; class_name: string };

/** What the form holds, of every kind; named as in the API, lists of people with their names. */
export type Values = {
  kind: Kind;
  /** For whom it is recorded, when not for oneself (代填). */
  person: Option[];
  companions: Option[];
  happened_on: string;
  started_at: string;
  ended_at: string;
  text: string;
  follows: boolean;
  follow_up: string;
  follow_up_on: string;
  tags: ActivityTag[];
  household_id: string;
  household_label: string;
  /** All of the household; `student_ids` are those present. */
  pupils: Pupil[];
  student_ids: string[];
  family_present: FamilyMember[];
  unit_id: string;
  /** Which school's classes are offered. */
  school_id: string;
  class_id: string;
  class_name: string;
  observed_person_id: string;
  observed_person_name: string;
  subject: string;
  period: string;
  topic: string;
  lesson_type: LessonType | '';
  grade: LessonGrade | '';
  steps: string;
  strengths: string;
  suggestions: string;
  discussed_on: string;
  discussion: string;
  purpose: string;
  at_school: string;
  at_home: string;
  wishes: string;
  measures: string;
  problems: string;
  student_id: string;
  student_name: string;
  grade_no: string;
  title: string;
  participants: string;
  topics: string;
  concerns: string;
  answers: string;
  support: string;
  visitors: string;
  matter: string;
  answer: string;
  handed_on_to: string;
  spoke_with: string;
  nights: string;
  meals: string;
  /** In yuan; the API has cents. */
  amount: string;
  paid: boolean;
  receipt_number: string;
  findings: string;
  stage_goal: string;
  stage_result: Schemas['StageResult'] | '';
  mode: Schemas['StudyMode'] | '';
  theme: Schemas['StudyTheme'] | '';
  material: string;
  hours: string;
  work: string;
  with_whom: string;
  minutes: string;
  due: string;
  present: string;
  agenda: string;
  decisions: Decision[];
  attendance: Attended[];
  items: CanteenItem[];
};

export type Decision = { text: string; owner: string; due_on: string };
export type Attended = Schemas['Attended'];
export type CanteenItem = { item: Schemas['CanteenPoint']; ok: boolean; remark: string };

export function blank(kind: Kind, given: Partial<Values> = {}): Values {
  return {
    kind,
    person: [],
    companions: [],
    happened_on: today(),
    started_at: '',
    ended_at: '',
    text: '',
    follows: false,
    follow_up: '',
    follow_up_on: '',
    tags: [],
    household_id: '',
    household_label: '',
    pupils: [],
    student_ids: [],
    family_present: [],
    unit_id: '',
    school_id: '',
    class_id: '',
    class_name: '',
    observed_person_id: '',
    observed_person_name: '',
    subject: '',
    period: '',
    topic: '',
    lesson_type: '',
    grade: '',
    steps: '',
    strengths: '',
    suggestions: '',
    discussed_on: '',
    discussion: '',
    purpose: '',
    at_school: '',
    at_home: '',
    wishes: '',
    measures: '',
    problems: '',
    student_id: '',
    student_name: '',
    grade_no: '',
    title: '',
    participants: '',
    topics: '',
    concerns: '',
    answers: '',
    support: '',
    visitors: '',
    matter: '',
    answer: '',
    handed_on_to: '',
    spoke_with: '',
    nights: '',
    meals: '',
    amount: '',
    paid: false,
    receipt_number: '',
    findings: '',
    stage_goal: '',
    stage_result: kind === 'pupil_support' ? 'supporting' : '',
    mode: '',
    theme: '',
    material: '',
    hours: '',
    work: '',
    with_whom: '',
    minutes: '',
    due: '',
    present: '',
    agenda: '',
    decisions: [],
    attendance: [],
    items: kind === 'canteen_check' ? CANTEEN_POINTS.map((item) => ({ item, ok: true, remark: '' })) : [],
    ...given,
  };
}

/** A draft may have been written by an older version of this page: what fits is kept, the rest is as in a new form. */
export function restore(kept: unknown): Values | null {
  if (typeof kept !== 'object' || kept === null || !('kind' in kept)) return null;
  const { kind } = kept;
  if (!isKind(kind)) return null;
  const empty: Record<string, unknown> = blank(kind);
  const fits = Object.entries(kept).filter(
    ([name, value]) =>
      typeof empty[name] === typeof value && Array.isArray(empty[name]) === Array.isArray(value),
  );
  return blank(kind, Object.fromEntries(fits) as Partial<Values>);
}

type Content = Omit<Schemas['NewActivity'], 'id' | 'submit' | 'person_id'>;

/** The form as the API takes it; what is empty is left out. */
export function contentOf(values: Values): Content {
  const seconds = (time: string) => (time.length === 5 ? `${time}:00` : time);
  return {
    companion_ids: values.companions.map((one) => one.id),
    happened_on: values.happened_on,
    text: values.text.trim(),
    tags: values.tags,
    ...filled({ started_at: seconds(values.started_at), ended_at: seconds(values.ended_at) }),
    ...(values.follows ? filled({ follow_up: values.follow_up, follow_up_on: values.follow_up_on }) : {}),
    details: detailsOf(values),
  };
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON Merge Patch from one to the other: what is gone is null. */
function patchOf(before: Fields, after: Fields): Fields {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changes: [string, unknown][] = [];
  for (const name of names) {
    const [was, is] = [before[name], after[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    changes.push([name, isFields(was) && isFields(is) ? patchOf(was, is) : (is ?? null)]);
  }
  return Object.fromEntries(changes);
}

/** Only what differs; null when nothing does. */
export function changesOf(before: Values, after: Values): Schemas['ActivityPatch'] | null {
  const patch = patchOf(contentOf(before), contentOf(after));
  return Object.keys(patch).length > 0 ? patch : null;
}

export function valuesOf(activity: Activity): Values {
  const minutes = (time: string | null) => time?.slice(0, 5) ?? '';
  const common: Partial<Values> = {
    companions: activity.companion_ids.map((id, at) => ({ id, label: activity.companion_names[at] ?? '' })),
    happened_on: activity.happened_on,
    started_at: minutes(activity.started_at),
    ended_at: minutes(activity.ended_at),
    text: activity.text,
    follows: Boolean(activity.follow_up),
    follow_up: activity.follow_up ?? '',
    follow_up_on: activity.follow_up_on ?? '',
    tags: activity.tags,
  };
  return { ...detailValues(activity), ...common };
}

/** Fields whose name the form needs for something else. */
const renamed: Record<string, string> = {
  'staff_talk.person_id': 'observed_person_id',
  'grade_meeting.grade': 'grade_no',
  amount_cents: 'amount',
};

/** `details.home_visit.wishes` and `changes.text` → the form's own `wishes`, `text`; of a list its name. */
export function formField(path: string): string {
  const parts = path.split('.');
  if (parts[0] === 'changes') parts.shift();
  if (parts[0] !== 'details') return parts[0] ?? path;
  const [, kind, ...rest] = parts;
  const field = (rest[0] === 'meeting' ? rest[1] : rest[0]) ?? kind ?? path;
  return renamed[`${kind}.${field}`] ?? renamed[field] ?? field;
}

export function formErrors(error: unknown): Record<string, string> {
  return Object.fromEntries(
    asProblem(error).errors.map((one) => [formField(fieldOf(one.pointer)), one.detail]),
  );
}

/** What goes with a field of the API when one side of a conflict is taken. */
const together: Record<string, readonly (keyof Values)[]> = {
  companion_ids: ['companions'],
  household_id: ['household_id', 'household_label', 'pupils'],
  follow_up: ['follow_up', 'follows'],
  class_id: ['class_id', 'class_name', 'school_id'],
  observed_person_id: ['observed_person_id', 'observed_person_name'],
  student_id: ['student_id', 'student_name'],
};

/** My edit on top of the record as it is now; the fields named in `theirs` stay as they are now. */
export function rebase(base: Values, mine: Values, current: Values, theirs: readonly string[]): Values {
  const left = new Set<string>(
    theirs.flatMap((path): readonly string[] => together[formField(path)] ?? [formField(path)]),
  );
  const kept = Object.entries(mine).filter(
    ([name, value]) =>
      !left.has(name) && JSON.stringify(value) !== JSON.stringify(base[name as keyof Values]),
  );
  return { ...current, ...(Object.fromEntries(kept) as Partial<Values>) };
}
