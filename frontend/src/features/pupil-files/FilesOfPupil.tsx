import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import { FileDialog } from './FileDialog';
import css from './PupilFiles.module.css';
import { pupilFiles } from './texts';

/** On the page of a pupil, for those who may know: his files, and a way to open one. */
export function FilesOfPupil({ pupil }: { pupil: { id: string; name: string; unit_id: string } }) {
  const t = useT(pupilFiles);
  const format = useFormat();
  const [opening, setOpening] = useState(false);
  const { data } = api.useQuery('get', '/api/v1/pupil-files', {
    params: { query: { student_id: pupil.id, limit: 20 } },
  });
  if (!data) return null;
  const open = data.items.some((one) => !one.closed_on);
  return (
    <section className={`sheet ${css.part} ${css.below}`} aria-label={t('pupilFiles.title')}>
      <h2>{t('pupilFiles.title')}</h2>
      <p className="muted">{t('pupilFiles.note')}</p>
      <ul className={css.files}>
        {data.items.map((one) => (
          <li key={one.id}>
            <Link to="/pupil-files/$id" params={{ id: one.id }}>
              {format.date(one.opened_on)} · {one.supporters.map((who) => who.name).join('、')}
            </Link>
            <Tag tone={one.closed_on ? 'grey' : 'green'} dot>
              {t(one.closed_on ? 'pupilFiles.closed' : 'pupilFiles.open')}
            </Tag>
          </li>
        ))}
      </ul>
      {!open && (
        <Button variant="default" onClick={() => setOpening(true)}>
          {t('pupilFiles.create')}
        </Button>
      )}
      {opening && <FileDialog pupil={pupil} onClose={() => setOpening(false)} />}
    </section>
  );
}
