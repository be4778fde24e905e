import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { changed, client, fieldErrors, useIdempotencyKey } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, ConfirmMove, DateField, notify } from '#/ui';
import { ENDS, type PupilFileDetail, type Result } from './model';
import { pupilFiles } from './texts';

type Wanted = PupilFileDetail['allowed_moves'][number];

/** Closes a file with its result, or opens it again. */
export function MoveFile(props: { file: PupilFileDetail; wanted: Wanted; onClose: () => void }) {
  const t = useT(pupilFiles);
  const repeat = useIdempotencyKey();
  const { file, wanted } = props;
  const closing = wanted === 'close';
  const form = useForm({
    initialValues: { closed_on: today(), result: '' as Result | '', conclusion: '' },
    validate: {
      result: (result) => (closing && !result ? t('pupilFiles.choose_result') : null),
      conclusion: (words) => (closing && [...words.trim()].length < 2 ? t('pupilFiles.write') : null),
    },
  });
  return (
    <ConfirmMove
      title={t(`pupilFiles.${wanted}`)}
      text={t(`pupilFiles.${wanted}_text`)}
      confirmLabel={t(`pupilFiles.${wanted}`)}
      onClose={props.onClose}
      onConfirm={async () => {
        if (form.validate().hasErrors) return false;
        const { closed_on, result, conclusion } = form.values;
        try {
          await client.POST('/api/v1/pupil-files/{id}/moves', {
            params: { path: { id: file.id }, header: { 'Idempotency-Key': repeat.key() } },
            body: closing && result ? { move: wanted, closed_on, result, conclusion } : { move: wanted },
          });
        } catch (error) {
          repeat.renew();
          form.setErrors(fieldErrors(error));
          throw error;
        }
        await changed('/api/v1/pupil-files');
        notify.done(t(`pupilFiles.moved_${wanted}`));
        return true;
      }}
    >
      {closing && (
        <>
          <DateField
            label={t('pupilFiles.closed_on')}
            required
            min={file.opened_on}
            max={today()}
            value={form.values.closed_on}
            onChange={(value) => form.setFieldValue('closed_on', value)}
            error={form.errors.closed_on}
          />
          <ChoiceField
            label={t('pupilFiles.result')}
            placeholder={t('pupilFiles.choose_result')}
            required
            choices={ENDS.map((value) => ({ value, label: t(`pupilFiles.result_${value}`) }))}
            value={form.values.result}
            onChange={(value) => form.setFieldValue('result', value)}
            error={form.errors.result}
          />
          <Textarea
            size="md"
            label={t('pupilFiles.conclusion')}
            required
            rows={3}
            maxLength={2000}
            {...form.getInputProps('conclusion')}
          />
        </>
      )}
    </ConfirmMove>
  );
}
