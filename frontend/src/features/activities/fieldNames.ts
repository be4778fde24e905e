import { useMemo } from 'react';
import { useFormat, useT } from '#/i18n';
import { activities } from './texts';
import { formField } from './values';
import {
  type ActivityTag,
  type Kind,
  LESSON_GRADES,
  LESSON_TYPES,
  PROGRAMMES,
  relationOf,
  TASKS,
} from './words';

const NAMES = {
  companion_ids: 'companions',
  happened_on: 'day',
  started_at: 'started_at',
  ended_at: 'ended_at',
  follow_up: 'follow_up',
  follow_up_on: 'follow_up_on',
  household_id: 'household',
  student_ids: 'pupils_present',
  family_present: 'family_present',
  purpose: 'purpose',
  at_school: 'at_school',
  at_home: 'at_home',
  wishes: 'wishes',
  measures: 'measures',
  problems: 'problems',
  unit_id: 'school',
  class_id: 'class',
  observed_person_id: 'observed',
  subject: 'subject',
  period: 'period',
  topic: 'topic',
  lesson_type: 'lesson_type',
  grade: 'grade',
  steps: 'steps',
  strengths: 'strengths',
  suggestions: 'suggestions',
  discussed_on: 'discussed_on',
  discussion: 'discussion',
} as const;

/** The words themselves are called after what was done. */
export const TEXT = {
  home_visit: 'activities.text',
  branch_visit: 'activities.text_branch',
  lesson_observation: 'activities.text_lesson',
} as const;

type Known = keyof typeof NAMES;
const isKnown = (name: string): name is Known => name in NAMES;

type Words = {
  /** What a field of the API is called; takes a path. */
  label: (path: string) => string;
  /** A stored value as people read it; ids by the names given. */
  show: (path: string, value: unknown, names?: Record<string, string>) => string;
};

/** Fields and values of the API in words, where they are shown beside each other: amendments, conflicts. */
export function useFieldWords(kind: Kind): Words {
  const t = useT(activities);
  const format = useFormat();
  return useMemo(() => {
    const tags: readonly string[] = [...TASKS, ...PROGRAMMES];
    const one = (field: string, value: unknown, names: Record<string, string>): string => {
      if (value === null || value === undefined || value === '') return t('activities.none');
      if (Array.isArray(value)) {
        return value.length === 0
          ? t('activities.none')
          : value.map((item) => one(field, item, names)).join('、');
      }
      if (typeof value === 'object') {
        const { relation, name } = value as { relation?: string; name?: string };
        const known = relation ? relationOf(relation) : undefined;
        const said = known ? t(`activities.relation_${known}`) : (relation ?? '');
        return name ? `${said} ${name}` : said;
      }
      const word = String(value);
      if (field === 'tags' && tags.includes(word)) return t(`activities.tag_${word as ActivityTag}`);
      const type = LESSON_TYPES.find((item) => field === 'lesson_type' && item === word);
      if (type) return t(`activities.type_${type}`);
      const grade = LESSON_GRADES.find((item) => field === 'grade' && item === word);
      if (grade) return t(`activities.grade_${grade}`);
      if (field === 'period') return t('activities.period_n', { n: word });
      if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return format.date(word);
      if (/^\d{2}:\d{2}:\d{2}$/.test(word)) return word.slice(0, 5);
      return names[word] ?? word;
    };
    return {
      label: (path) => {
        const field = formField(path);
        if (field === 'tags') return t('activities.form_tags');
        if (field === 'text') return t(TEXT[kind]);
        if (field === 'problems' && kind === 'lesson_observation') return t('activities.lesson_problems');
        return isKnown(field) ? t(`activities.${NAMES[field]}`) : field;
      },
      show: (path, value, names = {}) => one(formField(path), value, names),
    };
  }, [t, format, kind]);
}
