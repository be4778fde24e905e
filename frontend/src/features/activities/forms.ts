import type { Values } from './values';
import type { Kind } from './words';

/** Fields of the form that hold a text. */
export type TextName = {
  [Name in keyof Values]: Values[Name] extends string ? Name : never;
}[keyof Values];

type Line = {
  name: TextName & KindWord;
  max: number;
  long?: true;
  number?: readonly [number, number];
  required?: true;
};
/** Those that are called in `kindTexts` after their own name. */
type KindWord =
  | 'title'
  | 'participants'
  | 'topics'
  | 'concerns'
  | 'answers'
  | 'support'
  | 'visitors'
  | 'matter'
  | 'answer'
  | 'handed_on_to'
  | 'spoke_with'
  | 'nights'
  | 'meals'
  | 'amount'
  | 'receipt_number'
  | 'findings'
  | 'stage_goal'
  | 'measures'
  | 'material'
  | 'hours'
  | 'work'
  | 'with_whom'
  | 'minutes'
  | 'agenda';

export type Form = {
  /** What says where it belongs. */
  place: 'branch' | 'school' | 'any' | 'person' | 'household' | 'pupil';
  /** Always in sight. */
  lines: readonly Line[];
  /** Folded away. */
  more: readonly Line[];
  meeting?: true;
};

export type PlainKind = Exclude<Kind, 'home_visit' | 'branch_visit' | 'lesson_observation'>;

const line = (name: Line['name'], max: number, given: Omit<Line, 'name' | 'max'> = {}): Line => ({
  name,
  max,
  ...given,
});
const long = (name: Line['name'], max = 2000): Line => line(name, max, { long: true });
const number = (name: Line['name'], least: number, most: number): Line =>
  line(name, 7, { number: [least, most] });

/** The forms of the kinds that consist of a place and a few fields of their own. */
export const FORMS: Record<PlainKind, Form> = {
  parents_meeting: { place: 'school', lines: [], more: [], meeting: true },
  committee_meeting: { place: 'school', lines: [], more: [], meeting: true },
  grade_meeting: { place: 'school', lines: [], more: [], meeting: true },
  staff_talk: { place: 'person', lines: [line('topics', 500)], more: [long('concerns'), long('support')] },
  heart_talk: {
    place: 'school',
    lines: [line('participants', 500), line('topics', 500)],
    more: [long('concerns', 4000), long('answers', 4000)],
  },
  reception: {
    place: 'any',
    lines: [line('visitors', 60, { required: true }), line('matter', 2000, { required: true })],
    more: [long('answer'), line('handed_on_to', 100)],
  },
  phone_contact: {
    place: 'household',
    lines: [line('spoke_with', 60)],
    more: [line('matter', 500), long('measures')],
  },
  stay_in: {
    place: 'branch',
    lines: [
      { ...number('nights', 1, 60), required: true },
      number('meals', 0, 200),
      number('amount', 0, 10_000),
    ],
    more: [long('findings')],
  },
  pupil_support: { place: 'pupil', lines: [], more: [line('stage_goal', 500), long('measures')] },
  study_session: { place: 'any', lines: [line('material', 300), number('hours', 1, 40)], more: [] },
  shared_labour: {
    place: 'school',
    lines: [line('work', 200, { required: true })],
    more: [line('with_whom', 200), number('minutes', 5, 720)],
  },
  canteen_check: { place: 'school', lines: [], more: [long('measures')] },
  other: { place: 'any', lines: [line('title', 100, { required: true })], more: [] },
};

export function isPlain(kind: Kind): kind is PlainKind {
  return kind in FORMS;
}

export function placeOf(kind: Kind): Form['place'] | 'class' {
  if (isPlain(kind)) return FORMS[kind].place;
  if (kind === 'home_visit') return 'household';
  return kind === 'branch_visit' ? 'branch' : 'class';
}
