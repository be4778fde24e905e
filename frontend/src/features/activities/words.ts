import type { components } from '#/api';
import type { Tone } from '#/ui';

type Schemas = components['schemas'];

export type Activity = Schemas['Activity'];
export type Amendment = Schemas['Amendment'];
export type Move = Schemas['Move'];
export type ActivityTag = Schemas['Tag'];
export type FamilyMember = Schemas['FamilyMember'];

export type Kind = Activity['kind'];

/** The kinds, each with its own form, those that belong together beside each other. */
export const GROUPS = {
  families: ['home_visit', 'phone_contact', 'parents_meeting', 'pupil_support'],
  schools: [
    'branch_visit',
    'lesson_observation',
    'stay_in',
    'canteen_check',
    'grade_meeting',
    'shared_labour',
  ],
  people: ['heart_talk', 'reception', 'staff_talk', 'committee_meeting', 'study_session', 'other'],
} as const satisfies Record<string, readonly Kind[]>;
export const KINDS: readonly Kind[] = Object.values(GROUPS).flat();

export function isKind(word: unknown): word is Kind {
  return KINDS.some((kind) => kind === word);
}

export const STATUSES = [
  'draft',
  'submitted',
  'confirmed',
  'returned',
  'void',
] as const satisfies readonly Activity['status'][];

export const TASKS = [
  'visit_people',
  'carry_out',
  'do_practical_things',
  'strengthen_organisation',
  'plan_development',
  'promote_harmony',
] as const satisfies readonly ActivityTag[];
export const PROGRAMMES = [
  'teacher_quality',
  'pupil_conduct',
  'canteen_management',
  'school_research',
  'branch_development',
] as const satisfies readonly ActivityTag[];

export const LESSON_TYPES = [
  'new_content',
  'practice',
  'revision',
  'experiment',
  'activity',
  'other',
] as const satisfies readonly Schemas['LessonType'][];
export const LESSON_GRADES = [
  'excellent',
  'good',
  'fair',
  'needs_work',
] as const satisfies readonly Schemas['LessonGrade'][];

export const STAGE_RESULTS = [
  'supporting',
  'improving',
  'transformed',
  'stopped',
] as const satisfies readonly Schemas['StageResult'][];
export const STUDY_MODES = [
  'lecture',
  'self_study',
  'case_study',
  'field_experience',
] as const satisfies readonly Schemas['StudyMode'][];
export const STUDY_THEMES = [
  'mass_viewpoint',
  'mass_line',
  'mass_interests',
  'mass_work',
] as const satisfies readonly Schemas['StudyTheme'][];
/** What a check of a canteen goes through; anything else is `other`. */
export const CANTEEN_POINTS = [
  'certificates',
  'morning_check',
  'purchasing',
  'storage',
  'processing',
  'disinfection',
  'sample_retention',
  'cleanliness',
  'shared_meals',
  'disclosure',
] as const satisfies readonly Schemas['CanteenPoint'][];

/** What is stored is the field's own word, whatever language the page is in. */
export const RELATIONS = {
  mother: '母亲',
  father: '父亲',
  grandmother: '奶奶',
  grandfather: '爷爷',
  grandmother_m: '外婆',
  grandfather_m: '外公',
} as const;
export type Relation = keyof typeof RELATIONS;

export function relationOf(word: string): Relation | undefined {
  return (Object.keys(RELATIONS) as Relation[]).find((one) => RELATIONS[one] === word);
}

/** Somebody was asked to confirm it and has not answered yet. */
export function awaits(activity: Activity): boolean {
  return activity.status === 'submitted' && activity.confirmer_person_id !== null;
}

export function toneOf(activity: Activity): Tone {
  if (awaits(activity)) return 'violet';
  if (activity.status === 'returned') return 'amber';
  return activity.counts ? 'green' : 'grey';
}

/** Whom or what a record is about, in a few words. */
export function aboutOf(activity: Activity): string {
  if (activity.household_label) return activity.household_label;
  const { details } = activity;
  if ('lesson_observation' in details) {
    return [activity.class_name, details.lesson_observation.subject, activity.observed_person_name]
      .filter(Boolean)
      .join(' ');
  }
  if ('staff_talk' in details) return activity.observed_person_name ?? '';
  if ('pupil_support' in details) return activity.students.map((one) => one.name).join('、');
  if ('other' in details) return details.other.title;
  return [activity.unit_name, activity.class_name].filter(Boolean).join(' ');
}
