import { useMemo } from 'react';
import { api, type components } from '#/api';
import type { Choice } from './ChoiceField';

type Unit = components['schemas']['OrgUnit'];

/** The units the caller may see, as a list for filters and forms: schools first, departments last. */
export function useUnits(): { units: Unit[]; choices: Choice[]; name: (id: string) => string } {
  const { data } = api.useQuery(
    'get',
    '/api/v1/org-units',
    { params: { query: { limit: 200, sort: 'position' } } },
    { staleTime: 300_000 },
  );
  return useMemo(() => {
    const units = data?.items ?? [];
    const open = units.filter((unit) => !unit.closed_on && unit.kind !== 'bureau');
    const order = (unit: Unit) => (unit.kind === 'department' ? 1 : 0);
    const choices = open
      .toSorted((a, b) => order(a) - order(b))
      .map((unit) => ({ value: unit.id, label: unit.name }));
    return { units, choices, name: (id) => units.find((unit) => unit.id === id)?.name ?? id };
  }, [data]);
}
