import { useT } from '#/i18n';
import css from './Pills.module.css';
import type { List } from './useList';

export type PillFilter = {
  name: string;
  label: string;
  choices: readonly { value: string; label: string; count?: number; late?: boolean }[];
  /** How many there are without this filter. */
  total?: number;
};

export function Pills({ pills, list }: { pills: PillFilter; list: List }) {
  const t = useT();
  const on = list.filter(pills.name).join(',');
  const all = {
    value: '',
    label: t('common.filter_all', { label: '' }).replace(/^: /, ''),
    count: pills.total,
    late: false,
  };
  return (
    <fieldset className={css.pills} aria-label={pills.label}>
      {[all, ...pills.choices].map((one) => (
        <button
          key={one.value}
          type="button"
          className={css.pill}
          aria-pressed={on === one.value}
          onClick={() => list.setFilter(pills.name, one.value ? [one.value] : [])}
        >
          {one.label}
          {one.count !== undefined && (
            <span className={css.count} data-late={(one.late && one.count > 0) || undefined}>
              {one.count}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
