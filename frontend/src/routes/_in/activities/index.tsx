import { createFileRoute } from '@tanstack/react-router';
import { ActivitiesPage } from '#/features/activities/ActivitiesPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/activities/')({
  validateSearch: listSearch([
    'kind',
    'status',
    'unit_id',
    'person_id',
    'household_id',
    'student_id',
    'class_id',
    'observed_person_id',
    'happened_on[gte]',
    'happened_on[lte]',
    'follow_up_on[lte]',
    'waiting_for_me',
    'mine',
    'counted',
    'discussed',
    'unit_kind',
  ]),
  component: ActivitiesPage,
});
