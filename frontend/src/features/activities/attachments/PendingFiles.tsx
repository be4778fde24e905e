import { useEffect, useState } from 'react';
import { ProblemError } from '#/api';
import { useT } from '#/i18n';
import { Icon, IconButton, notify } from '#/ui';
import recordCss from '../Record.module.css';
import css from './Attachments.module.css';
import { FileButton } from './FileButton';
import { MOST, sizeOf, tooLarge } from './files';
import { attachments } from './texts';

/** Files chosen for a record that is not saved yet: sent after it. */
export function PendingFiles(props: { files: File[]; onChange: (files: File[]) => void }) {
  const t = useT(attachments);
  const { files, onChange } = props;
  function add(chosen: File[]) {
    const fitting = chosen.filter((file) => {
      if (tooLarge(file)) refuse(t('attachments.too_large', { name: file.name }));
      return !tooLarge(file);
    });
    if (files.length + fitting.length > MOST) refuse(t('attachments.too_many'));
    onChange([...files, ...fitting].slice(0, MOST));
  }
  return (
    <section className={`sheet ${recordCss.sheet}`}>
      <h2 className={recordCss.legend}>
        {t('attachments.title')} · {t('attachments.optional')}
      </h2>
      {files.length > 0 && (
        <ul className={css.pending}>
          {files.map((file, at) => (
            <li key={`${file.name}-${file.lastModified}-${file.size}`}>
              <Thumbnail file={file} />
              <span className={css.words}>
                <b>{file.name}</b>
                <span className="muted">{sizeOf(file.size)}</span>
              </span>
              <IconButton
                icon="close"
                label={t('attachments.take_out', { name: file.name })}
                onClick={() => onChange(files.filter((_, other) => other !== at))}
              />
            </li>
          ))}
        </ul>
      )}
      <FileButton disabled={files.length >= MOST} onChoose={add} />
      <p className="muted">
        {files.length > 0 ? t('attachments.later') : ''} {t('attachments.hint')}
      </p>
    </section>
  );
}

function refuse(detail: string) {
  notify.problem(new ProblemError(413, { detail }));
}

function Thumbnail({ file }: { file: File }) {
  const [url, setUrl] = useState('');
  const picture = file.type.startsWith('image/');
  useEffect(() => {
    if (!picture) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file, picture]);
  return (
    <span className={css.small}>{url ? <img src={url} alt="" /> : <Icon name="ledger" size={22} />}</span>
  );
}
