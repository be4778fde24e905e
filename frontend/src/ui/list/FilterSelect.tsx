import { NativeSelect } from '@mantine/core';
import { useT } from '#/i18n';
import type { Filter } from './FilterBar';
import type { List } from './useList';

/** One kind of filter. A multiple one adds what is chosen; the chips take it away again. */
export function FilterSelect({ filter, list }: { filter: Extract<Filter, { kind: 'choice' }>; list: List }) {
  const t = useT();
  const on = list.filter(filter.name);
  const open = filter.choices.filter((one) => !filter.multiple || !on.includes(one.value));
  return (
    <NativeSelect
      size="md"
      aria-label={filter.label}
      value={filter.multiple ? '' : (on[0] ?? '')}
      data={[
        { value: '', label: filter.otherwise ?? t('common.filter_all', { label: filter.label }) },
        ...open,
      ]}
      onChange={({ currentTarget: { value } }) => {
        if (filter.multiple && value) list.setFilter(filter.name, [...on, value]);
        else list.setFilter(filter.name, value ? [value] : []);
      }}
    />
  );
}
