import { useMemo } from 'react';
import { useFormat, useT } from '#/i18n';
import { useUnits } from '#/ui';
import type { Words } from './events';
import { ledger } from './texts';
import { type Entry, useCategories } from './words';

/** Names for what the steps of an entry point at. */
export function useWords(entry: Entry): Words {
  const t = useT(ledger);
  const format = useFormat();
  const { units } = useUnits();
  const categories = useCategories();
  return useMemo(() => {
    const people = new Map(entry.persons_concerned.map((person) => [person.id, person.name]));
    if (entry.handler_person_id && entry.handler_name)
      people.set(entry.handler_person_id, entry.handler_name);
    return {
      t,
      format,
      unit: (id) => units.find((unit) => unit.id === id)?.name,
      category: (id) => categories.find((category) => category.id === id)?.name,
      person: (id) => people.get(id),
    };
  }, [t, format, units, categories, entry]);
}
