import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { changed, client, ifMatch } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify } from '#/ui';
import { type PupilFileDetail, RESULTS, type Result, type Stage } from './model';
import css from './PupilFiles.module.css';
import { pupilFiles } from './texts';

type Props = { file: PupilFileDetail; stage?: Stage; onClose: () => void };

/** A stage: a goal within reach, what is done for it, and later how it went. */
export function StageDialog({ file, stage, onClose }: Props) {
  const t = useT(pupilFiles);
  const form = useForm({
    initialValues: {
      goal: stage?.goal ?? '',
      measures: stage?.measures ?? '',
      starts_on: stage?.starts_on ?? today(),
      ends_on: stage?.ends_on ?? '',
      result: stage?.result ?? ('' as Result | ''),
      review: stage?.review ?? '',
    },
    validate: {
      goal: (words) => ([...words.trim()].length > 1 ? null : t('pupilFiles.write')),
      result: (result, { review }) => (review.trim() && !result ? t('pupilFiles.choose_result') : null),
      review: (review, { result }) =>
        result && [...review.trim()].length < 2 ? t('pupilFiles.write') : null,
    },
  });
  return (
    <EditDialog
      title={t(stage ? 'pupilFiles.stage_edit' : 'pupilFiles.stage_add')}
      form={form}
      version={stage?.version ?? 0}
      labels={{
        goal: t('pupilFiles.goal'),
        measures: t('pupilFiles.measures'),
        starts_on: t('pupilFiles.starts_on'),
        ends_on: t('pupilFiles.ends_on'),
        result: t('pupilFiles.result'),
        review: t('pupilFiles.review'),
      }}
      onClose={onClose}
      save={async ({ goal, measures, starts_on, ends_on, result, review }, version) => {
        const body = {
          goal,
          measures,
          starts_on,
          ends_on: ends_on || null,
          result: result || null,
          review: review.trim() || null,
        };
        if (stage) {
          await client.PATCH('/api/v1/pupil-files/{id}/stages/{stage_id}', {
            params: { path: { id: file.id, stage_id: stage.id }, header: ifMatch(version) },
            body,
          });
        } else {
          await client.POST('/api/v1/pupil-files/{id}/stages', {
            params: { path: { id: file.id } },
            body,
          });
        }
        await changed('/api/v1/pupil-files');
        notify.done(t('pupilFiles.saved'));
      }}
    >
      <Textarea
        size="md"
        label={t('pupilFiles.goal')}
        placeholder={t('pupilFiles.goal_placeholder')}
        required
        rows={2}
        maxLength={1000}
        {...form.getInputProps('goal')}
      />
      <Textarea
        size="md"
        label={t('pupilFiles.measures')}
        rows={3}
        maxLength={2000}
        {...form.getInputProps('measures')}
      />
      <div className={css.pair}>
        <DateField
          label={t('pupilFiles.starts_on')}
          required
          min={file.opened_on}
          value={form.values.starts_on}
          onChange={(value) => form.setFieldValue('starts_on', value)}
          error={form.errors.starts_on}
        />
        <DateField
          label={t('pupilFiles.ends_on')}
          min={form.values.starts_on}
          value={form.values.ends_on}
          onChange={(value) => form.setFieldValue('ends_on', value)}
          error={form.errors.ends_on}
        />
      </div>
      <ChoiceField
        label={t('pupilFiles.result')}
        placeholder={t('pupilFiles.not_reviewed')}
        choices={RESULTS.map((value) => ({ value, label: t(`pupilFiles.result_${value}`) }))}
        value={form.values.result}
        onChange={(value) => form.setFieldValue('result', value)}
        error={form.errors.result}
      />
      <Textarea
        size="md"
        label={t('pupilFiles.review')}
        placeholder={t('pupilFiles.review_placeholder')}
        rows={3}
        maxLength={2000}
        {...form.getInputProps('review')}
      />
    </EditDialog>
  );
}
