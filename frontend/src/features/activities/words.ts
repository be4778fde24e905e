import type { components } from '#/api';
import type { Tone } from '#/ui';

type Schemas = components['schemas'];

export type Activity = Schemas['Activity'];
export type Amendment = Schemas['Amendment'];
export type Move = Schemas['Move'];
export type ActivityTag = Schemas['Tag'];
export type FamilyMember = Schemas['FamilyMember'];

/** The kinds that can be recorded, each with its own form. */
export const KINDS = ['home_visit', 'branch_visit', 'lesson_observation'] as const;
export type Kind = (typeof KINDS)[number];

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

export function kindOf(activity: Activity): Kind {
  if ('home_visit' in activity.details) return 'home_visit';
  return 'branch_visit' in activity.details ? 'branch_visit' : 'lesson_observation';
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
  return activity.unit_name;
}
