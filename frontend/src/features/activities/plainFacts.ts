import { useFormat, useT } from '#/i18n';
import type { Fact, Facts } from './facts';
import { useFieldWords } from './fieldNames';
import { kinds } from './kindTexts';
import { activities } from './texts';
import type { Activity } from './words';

/** Longer than this, a text stands below the short facts. */
const SHORT = 40;
/** What is shown from elsewhere in the record, by name. */
const ELSEWHERE = [
  'unit_id',
  'class_id',
  'person_id',
  'household_id',
  'student_id',
  'student_ids',
  'meeting',
  'attendance',
];

/** The facts of a kind that consists of a place and a few fields, in the order of the fields. */
export function usePlainFacts(activity: Activity): Facts {
  const t = useT(activities);
  const k = useT(kinds);
  const format = useFormat();
  const { label, show } = useFieldWords(activity.kind);
  const minutes = (time: string | null) => time?.slice(0, 5) ?? '';
  const time = [minutes(activity.started_at), minutes(activity.ended_at)].filter(Boolean).join('–');
  const fact = (name: string, value: string | null | undefined): Fact[] =>
    value ? [{ label: name, value }] : [];
  const own: Record<string, unknown> = Object.values(activity.details)[0];
  const { meeting, attendance } = own as { meeting?: Record<string, unknown>; attendance?: unknown[] };
  const fields = { ...own, ...meeting };
  const shown = Object.entries(fields)
    .filter(([name]) => !ELSEWHERE.includes(name) && name !== 'due' && name !== 'present')
    .map(([name, value]) => {
      const path = `details.${activity.kind}.${name}`;
      return { label: label(path), value: show(path, value), list: Array.isArray(value) };
    })
    .filter(({ value }) => value !== '');
  const isLong = (one: { value: string; list: boolean }) => one.list || [...one.value].length > SHORT;
  const away = activity.attendance.filter((one) => !one.came).map((one) => one.name);
  const { turnout } = activity;
  const listed = Boolean(attendance?.length);
  return {
    short: [
      { label: k('kinds.actor'), value: activity.person_name },
      ...fact(t('activities.companions'), activity.companion_names.join('、')),
      { label: t('activities.day'), value: format.date(activity.happened_on) },
      ...fact(t('activities.time'), time),
      ...fact(t('activities.form_household'), activity.household_label),
      ...fact(k('kinds.talk_person'), activity.observed_person_name),
      ...(listed ? [] : fact(t('activities.pupils'), activity.students.map((one) => one.name).join('、'))),
      { label: t('activities.unit'), value: activity.unit_name },
      ...fact(k('kinds.class'), activity.class_name),
      ...fact(k('kinds.numbers'), turnout ? k('kinds.turnout', turnout) : ''),
      ...shown.filter((one) => !isLong(one)).map((one) => ({ label: one.label, value: one.value })),
      ...fact(t('activities.form_tags'), activity.tags.map((tag) => t(`activities.tag_${tag}`)).join('、')),
    ],
    long: [
      ...shown.filter(isLong).map((one) => ({ label: one.label, value: one.value })),
      ...fact(k('kinds.absent_one'), away.join('、')),
    ],
  };
}
