import { useRef } from 'react';
import { useT } from '#/i18n';
import css from './Attachments.module.css';
import { Chosen } from './Chosen';
import { FileButton } from './FileButton';
import { type ChosenFile, MOST, shrunk } from './files';
import { attachments } from './texts';
import { useFitting } from './useFitting';

/** A large picture is kept on the device as small as it is sent. */
async function small(one: ChosenFile): Promise<ChosenFile> {
  const content = await shrunk(one.file);
  return content === one.file
    ? one
    : { ...one, file: new File([content], one.file.name, { type: content.type }) };
}

/** Files chosen for a record that is not saved yet: sent after it. */
export function PendingFiles(props: {
  files: ChosenFile[];
  onChange: (files: ChosenFile[]) => void;
  className?: string | undefined;
}) {
  const t = useT(attachments);
  const fitting = useFitting();
  const { files, onChange } = props;
  const latest = useRef(files);
  latest.current = files;
  async function add(chosen: File[]) {
    const fit = await Promise.all(fitting(chosen, MOST - latest.current.length).map(small));
    onChange([...latest.current, ...fit]);
  }
  return (
    <section className={`sheet ${props.className ?? ''}`}>
      <h2 className={css.legend}>
        {t('attachments.title')} · {t('attachments.optional')}
      </h2>
      {files.length > 0 && <Chosen files={files} onChange={onChange} />}
      <FileButton disabled={files.length >= MOST} onChoose={(chosen) => void add(chosen)} />
      <p className="muted">
        {files.length > 0 && t('attachments.later')} {t('attachments.hint')}
      </p>
    </section>
  );
}
