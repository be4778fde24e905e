import { useFormat, useT } from '#/i18n';
import { useFieldWords } from './fieldNames';
import { usePlainFacts } from './plainFacts';
import { activities } from './texts';
import type { Activity } from './words';

export type Fact = { label: string; value: string };
export type Facts = { short: Fact[]; long: Fact[] };

/** The short facts of a record and its longer texts: the same on the screen and on the printed form. */
export function useFacts(activity: Activity): Facts {
  const t = useT(activities);
  const plain = usePlainFacts(activity);
  const format = useFormat();
  const { show } = useFieldWords(activity.kind);
  const { details } = activity;
  const minutes = (time: string | null) => time?.slice(0, 5) ?? '';
  const time = [minutes(activity.started_at), minutes(activity.ended_at)].filter(Boolean).join('–');
  const fact = (label: string, value: string | undefined): Fact[] => (value ? [{ label, value }] : []);
  const companions = fact(t('activities.companions'), activity.companion_names.join('、'));
  const when: Fact[] = [
    { label: t('activities.day'), value: format.date(activity.happened_on) },
    ...fact(t('activities.time'), time),
  ];
  const tags = fact(
    t('activities.form_tags'),
    activity.tags.map((tag) => t(`activities.tag_${tag}`)).join('、'),
  );
  if ('home_visit' in details) {
    const visit = details.home_visit;
    return {
      short: [
        { label: t('activities.form_visitor'), value: activity.person_name },
        ...companions,
        ...when,
        { label: t('activities.form_household'), value: activity.household_label ?? '' },
        { label: t('activities.pupils'), value: activity.students.map((one) => one.name).join('、') },
        ...fact(
          t('activities.family_present'),
          visit.family_present ? show('family_present', visit.family_present) : '',
        ),
        { label: t('activities.unit'), value: activity.unit_name },
        ...tags,
      ],
      long: [
        ...fact(t('activities.purpose'), visit.purpose),
        ...fact(t('activities.at_school'), visit.at_school),
        ...fact(t('activities.at_home'), visit.at_home),
        ...fact(t('activities.wishes'), visit.wishes),
        ...fact(t('activities.measures'), visit.measures),
      ],
    };
  }
  if ('branch_visit' in details) {
    const visit = details.branch_visit;
    return {
      short: [
        { label: t('activities.form_leader'), value: activity.person_name },
        ...companions,
        ...when,
        { label: t('activities.unit_visited'), value: activity.unit_name },
        ...tags,
      ],
      long: [
        ...fact(t('activities.purpose'), visit.purpose),
        ...fact(t('activities.problems'), visit.problems),
        ...fact(t('activities.measures'), visit.measures),
      ],
    };
  }
  if (!('lesson_observation' in details)) return plain;
  const lesson = details.lesson_observation;
  return {
    short: [
      { label: t('activities.form_observer'), value: activity.person_name },
      ...companions,
      ...when,
      ...fact(t('activities.period'), lesson.period ? show('period', lesson.period) : ''),
      { label: t('activities.unit_visited'), value: activity.unit_name },
      { label: t('activities.class_observed'), value: activity.class_name ?? '' },
      { label: t('activities.teacher_observed'), value: activity.observed_person_name ?? '' },
      { label: t('activities.subject'), value: lesson.subject },
      ...fact(t('activities.topic'), lesson.topic),
      ...fact(t('activities.lesson_type'), lesson.lesson_type && show('lesson_type', lesson.lesson_type)),
      ...fact(t('activities.grade'), lesson.grade && show('grade', lesson.grade)),
      {
        label: t('activities.discussed_on'),
        value: lesson.discussed_on ? format.date(lesson.discussed_on) : t('activities.not_discussed'),
      },
      ...tags,
    ],
    long: [
      ...fact(t('activities.steps'), lesson.steps),
      ...fact(t('activities.strengths'), lesson.strengths),
      ...fact(t('activities.lesson_problems'), lesson.problems),
      ...fact(t('activities.suggestions'), lesson.suggestions),
      ...fact(t('activities.discussion'), lesson.discussion),
    ],
  };
}

/** What was agreed, until when, and whether it is done. */
export function useFollowUpWords(activity: Activity): string {
  const t = useT(activities);
  const format = useFormat();
  const { follow_up, follow_up_on, followed_up_at } = activity;
  if (!follow_up) return '';
  if (followed_up_at) {
    return `${follow_up} · ${t('activities.follow_done', { at: format.shortDate(followed_up_at) })}`;
  }
  return follow_up_on
    ? t('activities.follow_by', { text: follow_up, day: format.shortDate(follow_up_on) })
    : follow_up;
}
