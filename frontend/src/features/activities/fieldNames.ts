import { useMemo } from 'react';
import { useFormat, useT } from '#/i18n';
import { isPlain } from './forms';
import { kinds } from './kindTexts';
import { activities } from './texts';
import { type CanteenItem, formField } from './values';
import {
  type ActivityTag,
  type Kind,
  LESSON_GRADES,
  LESSON_TYPES,
  PROGRAMMES,
  relationOf,
  STAGE_RESULTS,
  STUDY_MODES,
  STUDY_THEMES,
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

/** Fields of the other kinds that go by another name in the form, or hold more than a text. */
const KIND_NAMES = {
  title: 'title',
  participants: 'participants',
  topics: 'topics',
  concerns: 'concerns',
  answers: 'answers',
  support: 'support',
  visitors: 'visitors',
  matter: 'matter',
  answer: 'answer',
  handed_on_to: 'handed_on_to',
  spoke_with: 'spoke_with',
  nights: 'nights',
  meals: 'meals',
  amount: 'amount',
  paid: 'paid',
  receipt_number: 'receipt_number',
  findings: 'findings',
  stage_goal: 'stage_goal',
  stage_result: 'stage_result',
  mode: 'mode',
  theme: 'theme',
  material: 'material',
  hours: 'hours',
  work: 'work',
  with_whom: 'with_whom',
  minutes: 'minutes',
  due: 'due',
  present: 'present',
  agenda: 'agenda',
  decisions: 'decisions',
  attendance: 'attendance',
  items: 'items',
  student_id: 'pupil',
  grade_no: 'grade_no',
} as const;

/** The words themselves are called after what was done. */
const TEXT = {
  home_visit: 'activities.text',
  branch_visit: 'activities.text_branch',
  lesson_observation: 'activities.text_lesson',
} as const;

export function textLabel(kind: Kind): (typeof TEXT)[keyof typeof TEXT] | 'activities.text_other' {
  return kind in TEXT ? TEXT[kind as keyof typeof TEXT] : 'activities.text_other';
}

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
  const k = useT(kinds);
  const format = useFormat();
  return useMemo(() => {
    const tags: readonly string[] = [...TASKS, ...PROGRAMMES];
    const saidOf = (value: object): string => {
      if ('came' in value) {
        const { name, came } = value as { name?: string; came: boolean };
        return [name, k(came ? 'kinds.came' : 'kinds.absent_one')].filter(Boolean).join(' ');
      }
      if ('item' in value) {
        const { item, ok, remark } = value as CanteenItem;
        return [k(`kinds.point_${item}`), k(ok ? 'kinds.ok' : 'kinds.not_ok'), remark]
          .filter(Boolean)
          .join(' ');
      }
      if (!('text' in value)) return '';
      const { text, owner, due_on } = value as { text: string; owner?: string; due_on?: string };
      const more = [owner, due_on && format.date(due_on)].filter(Boolean).join('，');
      return more ? `${text}（${more}）` : text;
    };
    const one = (field: string, value: unknown, names: Record<string, string>): string => {
      if (value === null || value === undefined || value === '') return t('activities.none');
      if (Array.isArray(value)) {
        return value.length === 0
          ? t('activities.none')
          : value.map((item) => one(field, item, names)).join('、');
      }
      if (typeof value === 'object') {
        const said = saidOf(value);
        if (said) return said;
        const { relation, name } = value as { relation?: string; name?: string };
        const known = relation ? relationOf(relation) : undefined;
        const who = known ? t(`activities.relation_${known}`) : (relation ?? '');
        return name ? `${who} ${name}` : who;
      }
      const word = String(value);
      if (field === 'tags' && tags.includes(word)) return t(`activities.tag_${word as ActivityTag}`);
      const type = LESSON_TYPES.find((item) => field === 'lesson_type' && item === word);
      if (type) return t(`activities.type_${type}`);
      const grade = LESSON_GRADES.find((item) => field === 'grade' && item === word);
      if (grade) return t(`activities.grade_${grade}`);
      if (value === true || value === false) return k(value ? 'kinds.paid_yes' : 'kinds.paid_no');
      const result = STAGE_RESULTS.find((item) => field === 'stage_result' && item === word);
      if (result) return k(`kinds.result_${result}`);
      const mode = STUDY_MODES.find((item) => field === 'mode' && item === word);
      if (mode) return k(`kinds.mode_${mode}`);
      const theme = STUDY_THEMES.find((item) => field === 'theme' && item === word);
      if (theme) return k(`kinds.theme_${theme}`);
      if (field === 'amount') return (Number(word) / 100).toFixed(2);
      if (field === 'period') return t('activities.period_n', { n: word });
      if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return format.date(word);
      if (/^\d{2}:\d{2}:\d{2}$/.test(word)) return word.slice(0, 5);
      return names[word] ?? word;
    };
    return {
      label: (path) => {
        const field = formField(path);
        if (field === 'tags') return t('activities.form_tags');
        if (field === 'text') return t(textLabel(kind));
        if (field === 'problems' && kind === 'lesson_observation') return t('activities.lesson_problems');
        if (field === 'measures' && isPlain(kind)) return k('kinds.measures');
        if (isKnown(field)) return t(`activities.${NAMES[field]}`);
        return field in KIND_NAMES ? k(`kinds.${KIND_NAMES[field as keyof typeof KIND_NAMES]}`) : field;
      },
      show: (path, value, names = {}) => one(formField(path), value, names),
    };
  }, [t, k, format, kind]);
}
