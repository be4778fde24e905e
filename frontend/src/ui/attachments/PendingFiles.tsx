import { useT } from '#/i18n';
import css from './Attachments.module.css';
import { Chosen } from './Chosen';
import { FileButton } from './FileButton';
import { type ChosenFile, MOST } from './files';
import { attachments } from './texts';
import { useFitting } from './useFitting';

/** Files chosen for a record that is not saved yet: sent after it. */
export function PendingFiles(props: {
  files: ChosenFile[];
  onChange: (files: ChosenFile[]) => void;
  className?: string | undefined;
}) {
  const t = useT(attachments);
  const fitting = useFitting();
  const { files, onChange } = props;
  return (
    <section className={`sheet ${props.className ?? ''}`}>
      <h2 className={css.legend}>
        {t('attachments.title')} · {t('attachments.optional')}
      </h2>
      {files.length > 0 && <Chosen files={files} onChange={onChange} />}
      <FileButton
        disabled={files.length >= MOST}
        onChoose={(chosen) => onChange([...files, ...fitting(chosen, MOST - files.length)])}
      />
      <p className="muted">
        {files.length > 0 && t('attachments.later')} {t('attachments.hint')}
      </p>
    </section>
  );
}
