import type { components } from '#/api';
import { client } from '#/api';
import { type Option, useUnits } from '#/ui';

type Unit = components['schemas']['OrgUnit'];

function schoolOf(units: readonly Unit[], id: string): Unit | undefined {
  const start = units.find((unit) => unit.id === id);
  for (let at = start; at; at = units.find((unit) => unit.id === at?.parent_id))
    if (at.kind === 'central_school') return at;
  return start;
}

function isWithin(units: readonly Unit[], unit: Unit, root: string): boolean {
  for (let at: Unit | undefined = unit; at; at = units.find((one) => one.id === at?.parent_id))
    if (at.id === root) return true;
  return false;
}

/** The central school around a unit: where its concerns may go, the competent offices first. */
export function useSchool(unitId: string) {
  const { units } = useUnits();
  const school = schoolOf(units, unitId);
  const within = school
    ? units.filter((unit) => !unit.closed_on && isWithin(units, unit, school.id))
    : units.filter((unit) => unit.id === unitId);
  const order = (unit: Unit) => (unit.kind === 'department' ? 0 : 1);
  const choices = within
    .toSorted((a, b) => order(a) - order(b))
    .map((unit) => ({ value: unit.id, label: unit.kind === 'department' ? unit.name : unit.short_name }));
  return {
    units,
    school,
    choices,
    unit: (id: string) => units.find((unit) => unit.id === id)?.name,
  };
}

/** Staff by name. Those with a post in `unit` come first: a department's people belong to its school. */
export async function findStaff(
  query: string,
  signal: AbortSignal,
  { school, unit }: { school?: string | undefined; unit?: string | undefined },
): Promise<Option[]> {
  const { data } = await client.GET('/api/v1/personnel', {
    params: {
      query: {
        limit: 30,
        employment_status: ['active'],
        ...(school ? { unit_id: school } : {}),
        ...([...query].length > 1 ? { q: query } : {}),
      },
    },
    signal,
  });
  const rank = (posts: { unit_id: string }[]) => (posts.some((post) => post.unit_id === unit) ? 0 : 1);
  return (data?.items ?? [])
    .toSorted((a, b) => rank(a.posts) - rank(b.posts))
    .map((person) => ({ id: person.id, label: person.name, note: person.unit_name }));
}
