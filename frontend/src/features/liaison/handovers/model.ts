import type { components } from '#/api';
import type { Option } from '#/ui';

export type Preview = components['schemas']['HandoverPreview'];
export type Chosen = Record<string, Option | null>;

type Handed = { id: string; to_person_id: string };

/** Who takes an item over: as chosen, or else the usual successor where he may; null for nobody. */
export function takerOf(
  key: string,
  chosen: Chosen,
  usual: Option | undefined,
  teachers: readonly { person_id: string; person_name: string }[] | null = null,
): Option | null | undefined {
  if (key in chosen) return chosen[key];
  if (!teachers) return usual;
  // A family of own classes goes to one of its teachers only.
  if (usual && teachers.some((one) => one.person_id === usual.id)) return usual;
  const first = teachers[0];
  return first ? { id: first.person_id, label: first.person_name } : null;
}

const ofFamily = (link: Preview['links'][number]) =>
  link.scheme_code === 'teacher_family' ? link.teachers : null;

/** The keys of all items: an id is unique among all kinds. */
export function keysOf(
  preview: Preview,
): { key: string; teachers: Preview['links'][number]['teachers'] | null }[] {
  return [
    ...preview.links.map((link) => ({ key: link.id, teachers: ofFamily(link) })),
    ...preview.entries.map(({ id }) => ({ key: id, teachers: null })),
    ...preview.promises.map(({ id }) => ({ key: id, teachers: null })),
  ];
}

/** Items for which neither somebody nor "not handed over" is chosen. */
export function unsettled(keys: ReturnType<typeof keysOf>, chosen: Chosen, usual: Option | undefined) {
  return keys.filter(({ key, teachers }) => takerOf(key, chosen, usual, teachers) === undefined);
}

/** What the request hands over. */
export function handed(preview: Preview, chosen: Chosen, usual: Option | undefined) {
  const of = (id: string, teachers: ReturnType<typeof ofFamily> = null): Handed[] => {
    const taker = takerOf(id, chosen, usual, teachers);
    return taker ? [{ id, to_person_id: taker.id }] : [];
  };
  return {
    links: preview.links.flatMap((link) => of(link.id, ofFamily(link))),
    entries: preview.entries.flatMap(({ id }) => of(id)),
    promises: preview.promises.flatMap(({ id }) => of(id)),
  };
}
