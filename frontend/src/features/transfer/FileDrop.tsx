import { type DragEvent, useId, useState } from 'react';
import { useT } from '#/i18n';
import { Icon } from '#/ui';
import css from './FileDrop.module.css';
import { transfer } from './texts';

type Props = { file: File | null; onChange: (file: File | null) => void; disabled: boolean };

/** Drag a file here, or tap: the browser's own file field, made large. */
export function FileDrop({ file, onChange, disabled }: Props) {
  const t = useT(transfer);
  const id = useId();
  const [over, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped && !disabled) onChange(dropped);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field below is the first
    <div
      className={css.drop}
      data-over={over || undefined}
      data-full={file ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        className={css.field}
        type="file"
        accept=".xlsx,.csv,.xls"
        disabled={disabled}
        aria-label={t('transfer.file')}
        onChange={({ currentTarget }) => onChange(currentTarget.files?.[0] ?? null)}
      />
      <label htmlFor={id} className={css.label}>
        <span className={css.picture}>
          <Icon name={file ? 'check' : 'upload'} size={26} />
        </span>
        <b>{file ? file.name : t('transfer.drop')}</b>
        <span className="muted">
          {file ? `${size(file.size)} · ${t('transfer.file_again')}` : t('transfer.drop_note')}
        </span>
      </label>
    </div>
  );
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
