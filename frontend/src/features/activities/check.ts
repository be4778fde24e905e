import type { useT } from '#/i18n';
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
  if (values.kind === 'home_visit' && values.student_ids.length === 0)
    problems.student_ids = t(
      values.pupils.length > 0 ? 'activities.pupils_needed' : 'activities.pupils_none',
    );
  if (values.kind === 'branch_visit' && !values.unit_id) problems.unit_id = t('activities.school_needed');
  if (values.kind === 'lesson_observation') {
    if (!values.class_id) problems.class_id = t('activities.class_needed');
    else if (!values.observed_person_id) problems.observed_person_id = t('activities.teacher_needed');
    if (!values.subject.trim()) problems.subject = t('activities.subject_needed');
  }
  if (!values.happened_on) problems.happened_on = t('common.required');
  if (submit && [...values.text.trim()].length < 2) problems.text = t('activities.text_needed');
  if (values.follows && !values.follow_up.trim()) problems.follow_up = t('activities.follow_up_needed');
  return problems;
}
