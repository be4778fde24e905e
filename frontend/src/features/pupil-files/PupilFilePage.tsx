import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, type Move, MoveBar, PageHeader, PrintButton, Skeleton, Tag } from '#/ui';
import { FileDialog } from './FileDialog';
import { MoveFile } from './MoveFile';
import { type PupilFileDetail, TONES } from './model';
import css from './PupilFiles.module.css';
import { StageDialog } from './StageDialog';
import { Stages } from './Stages';
import { SupportRecords } from './SupportRecords';
import { pupilFiles } from './texts';

const route = getRouteApi('/_in/pupil-files/$id');

export function PupilFilePage() {
  const t = useT(pupilFiles);
  const { id } = route.useParams();
  // Every look is logged: it is not read again only because the window was left for a moment.
  const query = api.useQuery(
    'get',
    '/api/v1/pupil-files/{id}',
    { params: { path: { id } } },
    { refetchOnWindowFocus: false, refetchOnReconnect: false },
  );
  if (query.isPending) return <Skeleton lines={8} height={26} />;
  if (!query.data) {
    return (
      <>
        <PageHeader
          title={t('pupilFiles.title')}
          back={<Link to="/pupil-files">← {t('pupilFiles.back')}</Link>}
        />
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </>
    );
  }
  return <File file={query.data} />;
}

function File({ file }: { file: PupilFileDetail }) {
  const t = useT(pupilFiles);
  const format = useFormat();
  const [open, setOpen] = useState<'edit' | 'stage' | PupilFileDetail['allowed_moves'][number] | null>(null);
  const close = () => setOpen(null);
  const moves: Move[] = [
    ...(file.editable
      ? [
          { id: 'stage', label: t('pupilFiles.stage_add'), primary: true, onSelect: () => setOpen('stage') },
          { id: 'edit', label: t('pupilFiles.edit'), onSelect: () => setOpen('edit') },
        ]
      : []),
    ...file.allowed_moves.map((one) => ({
      id: one,
      label: t(`pupilFiles.${one}`),
      onSelect: () => setOpen(one),
    })),
  ];
  const pupil = { id: file.student_id, name: file.student_name, unit_id: file.unit_id };
  return (
    <>
      <PageHeader
        title={file.student_name}
        back={<Link to="/pupil-files">← {t('pupilFiles.back')}</Link>}
        note={
          <span className="row">
            <Tag tone={file.closed_on ? 'grey' : 'green'} dot>
              {t(file.closed_on ? 'pupilFiles.closed' : 'pupilFiles.open')}
            </Tag>
            {file.result && <Tag tone={TONES[file.result]}>{t(`pupilFiles.result_${file.result}`)}</Tag>}
            <span>{[file.unit_name, file.class_name].filter(Boolean).join(' ')}</span>
          </span>
        }
        actions={
          <>
            <PrintButton
              form={() =>
                client.GET('/api/v1/pupil-files/{id}/form', {
                  params: { path: { id: file.id } },
                  parseAs: 'blob',
                })
              }
            />
            <Link to="/students/$id" params={{ id: file.student_id }} className="no-print">
              {t('pupilFiles.pupil')} →
            </Link>
          </>
        }
      />
      <FieldList
        fields={[
          { label: t('pupilFiles.supporters'), value: file.supporters.map((one) => one.name).join('、') },
          { label: t('pupilFiles.leader'), value: file.leader_name },
          { label: t('pupilFiles.opened_on'), value: format.date(file.opened_on) },
          ...(file.closed_on
            ? [{ label: t('pupilFiles.closed_on'), value: format.date(file.closed_on) }]
            : []),
          { label: t('pupilFiles.reason'), value: file.reason, wide: true },
          { label: t('pupilFiles.situation'), value: file.situation, wide: true },
          ...(file.conclusion
            ? [{ label: t('pupilFiles.conclusion'), value: file.conclusion, wide: true }]
            : []),
        ]}
      />
      <div className={css.columns}>
        <Stages file={file} />
        <SupportRecords studentId={file.student_id} />
      </div>
      {moves.length > 0 && <MoveBar sticky moves={moves} />}
      {open === 'edit' && <FileDialog pupil={pupil} file={file} onClose={close} />}
      {open === 'stage' && <StageDialog file={file} onClose={close} />}
      {(open === 'close' || open === 'reopen') && <MoveFile file={file} wanted={open} onClose={close} />}
    </>
  );
}
