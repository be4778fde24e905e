import { useT } from '#/i18n';
import { type Filter, type List, useUnits } from '#/ui';
import { activities } from './texts';
import { type Activity, KINDS, STATUSES } from './words';

/** Every filter of the API's list: some to choose, some set by a link from elsewhere. */
export function useActivityFilters(list: List, rows: Activity[] | undefined): Filter[] {
  const t = useT(activities);
  const { choices: units } = useUnits();
  const first = rows?.[0];
  // A kind that cannot be recorded yet may still be asked for by a duty's link.
  const kinds = new Set<string>([...KINDS, ...list.filter('kind')]);
  const yes = (value: string) => t(value === 'true' ? 'activities.mine_true' : 'activities.mine_false');
  const person = (id: string) =>
    first?.person_id === id
      ? first.person_name
      : (first?.companion_names[first.companion_ids.indexOf(id)] ?? t('activities.one_person'));
  return [
    {
      kind: 'choice',
      name: 'kind',
      label: t('activities.kind'),
      multiple: true,
      choices: [...kinds].map((value) => ({
        value,
        label: t(`terms.kind_${value}` as 'terms.kind_other'),
      })),
    },
    {
      kind: 'choice',
      name: 'status',
      rare: true,
      label: t('activities.status'),
      multiple: true,
      choices: STATUSES.map((value) => ({ value, label: t(`terms.activity_${value}`) })),
    },
    { kind: 'choice', name: 'unit_id', label: t('activities.unit'), choices: units },
    { kind: 'date', name: 'happened_on[gte]', rare: true, label: t('activities.from') },
    { kind: 'date', name: 'happened_on[lte]', rare: true, label: t('activities.until') },
    {
      kind: 'choice',
      name: 'counted',
      label: t('activities.counted'),
      rare: true,
      choices: (['true', 'false'] as const).map((value) => ({
        value,
        label: t(`activities.counted_${value}`),
      })),
    },
    { kind: 'date', name: 'follow_up_on[lte]', rare: true, label: t('activities.follow_due') },
    { kind: 'fixed', name: 'mine', label: t('activities.mine'), shown: yes },
    { kind: 'fixed', name: 'waiting_for_me', label: t('activities.waiting'), shown: yes },
    { kind: 'fixed', name: 'person_id', label: t('activities.person'), shown: person },
    {
      kind: 'fixed',
      name: 'household_id',
      label: t('activities.household'),
      shown: () => first?.household_label ?? t('activities.one_household'),
    },
    {
      kind: 'fixed',
      name: 'student_id',
      label: t('activities.student'),
      shown: (id) => first?.students.find((one) => one.id === id)?.name ?? t('activities.one_student'),
    },
    {
      kind: 'fixed',
      name: 'class_id',
      label: t('activities.class'),
      shown: () => first?.class_name ?? t('activities.one_class'),
    },
    {
      kind: 'fixed',
      name: 'observed_person_id',
      label: t('activities.observed'),
      shown: () => first?.observed_person_name ?? t('activities.one_person'),
    },
  ];
}
