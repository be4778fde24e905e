import { client, type components } from '#/api';
import type { Option } from '#/ui';

type Schemas = components['schemas'];
export type Role = Schemas['Role'];
export type Account = Schemas['Account'];
export type RoleGrant = Schemas['RoleGrant'];
type UnitKind = Schemas['OrgUnitKind'];
type UnitNode = Schemas['OrgUnitNode'];

/** The kinds of units a role may be held for; none: it holds for the whole system. The server checks it again. */
const kindsOf: Record<Role, readonly UnitKind[]> = {
  admin: [],
  auditor: [],
  bureau: ['bureau'],
  principal: ['central_school'],
  office: ['central_school'],
  leader: ['central_school', 'village_school', 'kindergarten', 'department'],
  branch_principal: ['village_school', 'kindergarten'],
  teacher: ['central_school', 'village_school', 'kindergarten', 'department'],
};

export const roles = Object.keys(kindsOf) as Role[];

export function isSystemWide(role: Role): boolean {
  return kindsOf[role].length === 0;
}

function flatten(nodes: readonly UnitNode[]): UnitNode[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)]);
}

/** Units a role can be held for whose name contains `query`. */
export async function findUnits(
  kinds: readonly UnitKind[] | undefined,
  query: string,
  signal: AbortSignal,
): Promise<Option[]> {
  const { data } = await client.GET('/api/v1/org-units/tree', { signal });
  return flatten(data?.items ?? [])
    .filter((unit) => !kinds || kinds.includes(unit.kind))
    .filter((unit) => unit.name.includes(query) || unit.code.includes(query.toUpperCase()))
    .slice(0, 30)
    .map((unit) => ({ id: unit.id, label: unit.name, note: unit.code }));
}

export function unitsFor(role: Role) {
  return (query: string, signal: AbortSignal) => findUnits(kindsOf[role], query, signal);
}

export async function findPeople(query: string, signal: AbortSignal): Promise<Option[]> {
  const { data } = await client.GET('/api/v1/personnel', {
    params: { query: { limit: 20, ...(query.length > 1 ? { q: query } : {}) } },
    signal,
  });
  return (data?.items ?? []).map((person) => ({ id: person.id, label: person.name, note: person.unit_name }));
}
