import type { ReactNode } from 'react';
import css from './FieldList.module.css';

export type Field = { label: string; value: ReactNode /** Takes the whole width. */; wide?: boolean };

/** The facts of a record. An empty value is a dash, never a gap. */
export function FieldList({ fields }: { fields: Field[] }) {
  return (
    <dl className={css.list}>
      {fields.map((field) => (
        <div key={field.label} className={css.field} data-wide={field.wide || undefined}>
          <dt>{field.label}</dt>
          <dd>
            {field.value === null || field.value === undefined || field.value === '' ? '—' : field.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
