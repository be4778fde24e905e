import { useState } from 'react';
import { changed, client, ifMatch } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ConfirmMove, IconButton, notify, Tag, Timeline } from '#/ui';
import { type PupilFileDetail, type Stage, TONES } from './model';
import css from './PupilFiles.module.css';
import { StageDialog } from './StageDialog';
import { pupilFiles } from './texts';

/** The way so far, stage by stage; the one that runs today is ringed. */
export function Stages({ file }: { file: PupilFileDetail }) {
  const t = useT(pupilFiles);
  const format = useFormat();
  const [editing, setEditing] = useState<Stage | null>(null);
  const [leaving, setLeaving] = useState<Stage | null>(null);
  const now = today();
  const period = (stage: Stage) =>
    stage.ends_on
      ? t('pupilFiles.period', {
          from: format.shortDate(stage.starts_on),
          to: format.shortDate(stage.ends_on),
        })
      : t('pupilFiles.since', { from: format.shortDate(stage.starts_on) });
  return (
    <section className={`sheet ${css.part}`} aria-label={t('pupilFiles.stages')}>
      <h2>{t('pupilFiles.stages')}</h2>
      {file.stages.length === 0 && <p className="muted">{t('pupilFiles.stages_none')}</p>}
      <Timeline
        label={t('pupilFiles.stages')}
        items={file.stages.map((stage) => ({
          id: stage.id,
          current: !file.closed_on && stage.starts_on <= now && (!stage.ends_on || stage.ends_on >= now),
          title: (
            <>
              {stage.goal}{' '}
              {stage.result ? (
                <Tag tone={TONES[stage.result]}>{t(`pupilFiles.result_${stage.result}`)}</Tag>
              ) : (
                <Tag>{t('pupilFiles.not_reviewed')}</Tag>
              )}
            </>
          ),
          at: period(stage),
          text: (
            <>
              {stage.measures && (
                <p className={css.words}>
                  <b>{t('pupilFiles.measures')}</b> {stage.measures}
                </p>
              )}
              {stage.review && (
                <p className={css.words}>
                  <b>{t('pupilFiles.review')}</b> {stage.review}
                </p>
              )}
              {file.editable && (
                <span className={`${css.actions} no-print`}>
                  <IconButton
                    icon="edit"
                    label={`${t('pupilFiles.stage_edit')}：${stage.goal}`}
                    onClick={() => setEditing(stage)}
                  />
                  <IconButton
                    icon="trash"
                    label={`${t('pupilFiles.stage_remove')}：${stage.goal}`}
                    onClick={() => setLeaving(stage)}
                  />
                </span>
              )}
            </>
          ),
        }))}
      />
      {editing && <StageDialog file={file} stage={editing} onClose={() => setEditing(null)} />}
      {leaving && (
        <ConfirmMove
          title={t('pupilFiles.stage_remove')}
          text={t('pupilFiles.stage_remove_text')}
          confirmLabel={t('common.remove')}
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await client.DELETE('/api/v1/pupil-files/{id}/stages/{stage_id}', {
              params: { path: { id: file.id, stage_id: leaving.id }, header: ifMatch(leaving.version) },
            });
            await changed('/api/v1/pupil-files');
            notify.done(t('pupilFiles.stage_removed'));
          }}
        />
      )}
    </section>
  );
}
