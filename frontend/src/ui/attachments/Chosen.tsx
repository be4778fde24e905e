import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useT } from '#/i18n';
import { IconButton } from '../form/IconButton';
import { Icon } from '../Icon';
import css from './Attachments.module.css';
import { type ChosenFile, sizeOf } from './files';
import { attachments } from './texts';

/** Files about to be sent, each with a few words if one likes. */
export function Chosen(props: { files: ChosenFile[]; onChange: (files: ChosenFile[]) => void }) {
  const t = useT(attachments);
  const { files, onChange } = props;
  return (
    <ul className={css.pending}>
      {files.map(({ id, file, caption }) => (
        <li key={id}>
          <Thumbnail file={file} />
          <span className={css.words}>
            <span className="muted">{t('attachments.by', { name: file.name, size: sizeOf(file.size) })}</span>
            <TextInput
              aria-label={`${t('attachments.caption')} ${file.name}`}
              placeholder={t('attachments.caption_placeholder')}
              maxLength={200}
              value={caption}
              onChange={({ currentTarget }) =>
                onChange(files.map((one) => (one.id === id ? { ...one, caption: currentTarget.value } : one)))
              }
            />
          </span>
          <IconButton
            icon="close"
            label={t('attachments.take_out', { name: file.name })}
            onClick={() => onChange(files.filter((one) => one.id !== id))}
          />
        </li>
      ))}
    </ul>
  );
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
