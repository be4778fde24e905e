import { api, type components } from '#/api';

export type Scheme = components['schemas']['LiaisonScheme'];
export type LiaisonLink = components['schemas']['LiaisonLink'];
export type LiaisonTarget = components['schemas']['LiaisonTarget'];

/** The schemes of the own plan. */
export function useSchemes(): Scheme[] {
  const { data } = api.useQuery('get', '/api/v1/liaison-schemes', {}, { staleTime: 600_000 });
  return data?.items ?? [];
}

/** Units that have classes, staff and pupils, as choices. */
export function useUnits(): { value: string; label: string }[] {
  const { data } = api.useQuery(
    'get',
    '/api/v1/org-units',
    { params: { query: { kind: ['central_school', 'village_school', 'kindergarten'], limit: 200 } } },
    { staleTime: 600_000 },
  );
  return (data?.items ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
}

/** What a new link needs of a target. */
export function targetFields(target: LiaisonTarget) {
  return {
    ...(target.target_unit_id ? { target_unit_id: target.target_unit_id } : {}),
    ...(target.target_grade ? { target_grade: target.target_grade } : {}),
    ...(target.target_class_id ? { target_class_id: target.target_class_id } : {}),
    ...(target.target_person_id ? { target_person_id: target.target_person_id } : {}),
    ...(target.target_student_id ? { target_student_id: target.target_student_id } : {}),
    ...(target.target_household_id ? { target_household_id: target.target_household_id } : {}),
  };
}

export function targetKey(target: LiaisonTarget): string {
  const { target_person_id, target_household_id, target_student_id, target_class_id, target_unit_id } =
    target;
  const id =
    target_person_id ?? target_household_id ?? target_student_id ?? target_class_id ?? target_unit_id;
  return `${id}-${target.target_grade ?? ''}`;
}
