import { useT } from '#/i18n';
import { ChoiceField } from '#/ui';
import css from './HeaderMapping.module.css';
import type { Headers, ReadColumn } from './model';
import { transfer } from './texts';

/** What was said of headers: a column of the template, or null to throw one away. */
export type Mapping = Record<string, string | null>;

/** The column that a header is read as: as said, else as it was understood. */
function readAs(header: ReadColumn, mapping: Mapping): string | null {
  return header.header in mapping ? (mapping[header.header] ?? null) : header.column;
}

/** Required columns that no header is read as. */
export function missingOf(headers: Headers, mapping: Mapping): string[] {
  const read = headers.headers.map((header) => readAs(header, mapping));
  return headers.columns
    .filter((column) => column.required && !read.includes(column.title))
    .map((column) => column.title);
}

type Props = {
  headers: Headers;
  value: Mapping;
  onChange: (mapping: Mapping) => void;
  disabled: boolean;
};

/** Which header is read as which column; open where something is not understood. */
export function HeaderMapping({ headers, value, onChange, disabled }: Props) {
  const t = useT(transfer);
  const read = headers.headers.map((header) => readAs(header, value));
  const missing = missingOf(headers, value);
  const known = read.filter(Boolean).length;
  // A header that stands there twice is said once.
  const different = headers.headers.filter(
    (one, index, all) => all.findIndex((other) => other.header === one.header) === index,
  );

  function choose(header: ReadColumn, column: string) {
    const next: Mapping = { ...value, [header.header]: column || null };
    // A column is read from one header: whoever had it gives it up.
    for (const other of headers.headers) {
      if (column && other !== header && readAs(other, next) === column) next[other.header] = null;
    }
    onChange(next);
  }

  return (
    <details className={css.mapping} open={headers.missing.length > 0 || undefined}>
      <summary>
        {t('transfer.mapping')}{' '}
        <span className="muted">{t('transfer.mapping_count', { known, all: headers.headers.length })}</span>
      </summary>
      <p className="muted">{t('transfer.mapping_note')}</p>
      {missing.length > 0 && (
        <p className={css.missing} role="alert">
          {t('transfer.lacks', { columns: missing.join('、') })}
        </p>
      )}
      <ul className={css.headers}>
        {different.map((header) => (
          <li key={header.header}>
            <ChoiceField
              label={t('transfer.read_as', { header: header.header })}
              placeholder={t('transfer.thrown_away')}
              choices={headers.columns.map((column) => ({
                value: column.title,
                label: column.required ? `${column.title} *` : column.title,
              }))}
              value={readAs(header, value) ?? ''}
              onChange={(column) => choose(header, column)}
              {...(header.by === 'memory' && { description: t('transfer.by_memory') })}
              disabled={disabled}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
