import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { changed, client, ifMatch, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { DateField, EditDialog, notify, type Option } from '#/ui';
import type { PupilFileDetail } from './model';
import { PeopleField } from './PeopleField';
import { pupilFiles } from './texts';

type Props = {
  pupil: { id: string; name: string; unit_id: string };
  /** Left out: a new one. */
  file?: PupilFileDetail;
  onClose: () => void;
};

/** Opens a file, or changes what it says of why and of who helps. */
export function FileDialog({ pupil, file, onClose }: Props) {
  const t = useT(pupilFiles);
  const me = useMe();
  const navigate = useNavigate();
  const own: Option[] = me.person ? [{ id: me.person.id, label: me.person.name }] : [];
  const form = useForm({
    initialValues: {
      opened_on: file?.opened_on ?? today(),
      reason: file?.reason ?? '',
      situation: file?.situation ?? '',
      supporters: file ? file.supporters.map((one): Option => ({ id: one.person_id, label: one.name })) : own,
      leader: file?.leader_id ? [{ id: file.leader_id, label: file.leader_name ?? '' }] : ([] as Option[]),
    },
    validate: {
      reason: (words) => ([...words.trim()].length > 1 ? null : t('pupilFiles.write')),
      supporters: (people) => (people.length > 0 ? null : t('pupilFiles.one_supporter')),
    },
  });
  return (
    <EditDialog
      title={file ? t('pupilFiles.edit') : t('pupilFiles.create_title', { name: pupil.name })}
      text={file ? undefined : t('pupilFiles.create_text')}
      confirmLabel={t(file ? 'common.save' : 'pupilFiles.create')}
      form={form}
      version={file?.version ?? 0}
      labels={{
        opened_on: t('pupilFiles.opened_on'),
        reason: t('pupilFiles.reason'),
        situation: t('pupilFiles.situation'),
        leader_id: t('pupilFiles.leader'),
      }}
      onClose={onClose}
      save={async ({ supporters, leader, ...words }, version) => {
        const people = {
          supporter_ids: supporters.map((one) => one.id),
          leader_id: leader[0]?.id ?? null,
        };
        if (file) {
          await client.PATCH('/api/v1/pupil-files/{id}', {
            params: { path: { id: file.id }, header: ifMatch(version) },
            body: { ...words, ...people },
          });
          await changed('/api/v1/pupil-files');
          notify.done(t('pupilFiles.saved'));
          return;
        }
        const { data } = await client.POST('/api/v1/pupil-files', {
          body: { student_id: pupil.id, ...words, ...people },
        });
        await changed('/api/v1/pupil-files');
        notify.done(t('pupilFiles.created'));
        if (data) await navigate({ to: '/pupil-files/$id', params: { id: data.id } });
      }}
    >
      <DateField
        label={t('pupilFiles.opened_on')}
        required
        max={today()}
        value={form.values.opened_on}
        onChange={(value) => form.setFieldValue('opened_on', value)}
        error={form.errors.opened_on}
      />
      <Textarea
        size="md"
        label={t('pupilFiles.reason')}
        placeholder={t('pupilFiles.reason_placeholder')}
        required
        rows={3}
        maxLength={2000}
        {...form.getInputProps('reason')}
      />
      <Textarea
        size="md"
        label={t('pupilFiles.situation')}
        placeholder={t('pupilFiles.situation_placeholder')}
        rows={3}
        maxLength={2000}
        {...form.getInputProps('situation')}
      />
      <PeopleField
        label={t('pupilFiles.supporters')}
        description={t('pupilFiles.supporters_note')}
        unitId={pupil.unit_id}
        multiple
        required
        value={form.values.supporters}
        onChange={(value) => form.setFieldValue('supporters', value)}
        error={form.errors.supporters ?? form.errors.supporter_ids}
      />
      <PeopleField
        label={t('pupilFiles.leader')}
        description={t('pupilFiles.leader_note')}
        unitId={pupil.unit_id}
        value={form.values.leader}
        onChange={(value) => form.setFieldValue('leader', value)}
        error={form.errors.leader_id}
      />
    </EditDialog>
  );
}
