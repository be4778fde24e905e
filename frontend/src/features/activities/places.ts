import type { components } from '#/api';
import { placeOf } from './forms';
import type { Kind } from './words';

type Unit = components['schemas']['OrgUnit'];

/** Whether a record of a kind can be of a unit: none where it is of a family, a class or a person. */
export function fitsPlace(kind: Kind, unit: Unit): boolean {
  if (unit.closed_on || unit.kind === 'bureau') return false;
  const place = placeOf(kind);
  if (place === 'branch') return unit.kind === 'village_school' || unit.kind === 'kindergarten';
  if (place === 'school') return unit.kind !== 'department';
  return place === 'any';
}
