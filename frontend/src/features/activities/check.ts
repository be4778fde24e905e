import type { useT } from '#/i18n';
import { FORMS, isPlain, type PlainKind, placeOf } from './forms';
import type { activities } from './texts';
import type { Values } from './values';

type Translate = ReturnType<typeof useT<typeof activities>>;

/** What the server would refuse, said before it is asked; a draft may lack the words. */
export function problemsOf(
  values: Values,
  t: Translate,
  { submit, someone }: { submit: boolean; someone: boolean },
): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!someone && values.person.length === 0) problems.person_id = t('activities.behalf_needed');
  if (placeOf(values.kind) === 'household' && values.student_ids.length === 0)
    problems.student_ids = t(
      values.pupils.length > 0 ? 'activities.pupils_needed' : 'activities.pupils_none',
    );
  if (values.kind === 'branch_visit' && !values.unit_id) problems.unit_id = t('activities.school_needed');
  if (values.kind === 'lesson_observation') {
    if (!values.class_id) problems.class_id = t('activities.class_needed');
    else if (!values.observed_person_id) problems.observed_person_id = t('activities.teacher_needed');
    if (!values.subject.trim()) problems.subject = t('activities.subject_needed');
  }
  if (isPlain(values.kind)) Object.assign(problems, plainProblems(values, values.kind, t));
  if (!values.happened_on) problems.happened_on = t('common.required');
  if (submit && [...values.text.trim()].length < 2) problems.text = t('activities.text_needed');
  if (values.follows && !values.follow_up.trim()) problems.follow_up = t('activities.follow_up_needed');
  return problems;
}

function plainProblems(values: Values, kind: PlainKind, t: Translate): Record<string, string> {
  const problems: Record<string, string> = {};
  const { place, lines, more } = FORMS[kind];
  const required = t('common.required');
  const places = { branch: 'unit_id', school: 'unit_id', any: 'unit_id' } as const;
  if (place === 'person' && !values.observed_person_id) problems.observed_person_id = required;
  else if (place === 'pupil' && !values.student_id) problems.student_id = required;
  else if (place in places && !values.unit_id) problems.unit_id = required;
  for (const { name, number, required: needed } of [...lines, ...more]) {
    const value = values[name].trim();
    if (needed && !value) problems[name] = required;
    if (!number || !value) continue;
    const [least, most] = number;
    if (!(Number(value) >= least && Number(value) <= most))
      problems[name] = t('activities.number_between', { least, most });
  }
  if (kind === 'grade_meeting' && !values.grade_no) problems.grade_no = required;
  if (kind === 'study_session' && !values.mode) problems.mode = required;
  if (kind === 'canteen_check' && values.items.some((one) => !one.ok && !one.remark.trim()))
    problems.items = required;
  for (const name of ['due', 'present'] as const)
    if (values[name].trim() && !/^\d{1,4}$/.test(values[name].trim()))
      problems[name] = t('activities.number_between', { least: 0, most: 5000 });
  if (values.due && values.present && Number(values.present) > Number(values.due))
    problems.present = t('activities.more_than_due');
  return problems;
}
