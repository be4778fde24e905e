import { useId } from 'react';
import { useT } from '#/i18n';
import { Icon } from '../Icon';
import css from './Attachments.module.css';
import { ACCEPT } from './files';
import { attachments } from './texts';

/** The browser's own file field behind a button: on a phone it offers the camera and the pictures there are. */
export function FileButton(props: { disabled?: boolean; onChoose: (files: File[]) => void }) {
  const t = useT(attachments);
  const id = useId();
  return (
    <span className={`${css.choose} no-print`}>
      <input
        id={id}
        type="file"
        multiple
        accept={ACCEPT}
        disabled={props.disabled}
        aria-label={t('attachments.add')}
        onChange={({ currentTarget }) => {
          props.onChoose([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <label htmlFor={id}>
        <Icon name="attach" size={18} />
        {t('attachments.add')}
      </label>
    </span>
  );
}
