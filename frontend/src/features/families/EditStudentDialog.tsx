import { useForm } from '@mantine/form';
import { api, changed, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify } from '#/ui';
import css from './Families.module.css';
import { asFlag, asWord, StudentFields, type StudentValues } from './StudentFields';
import { families } from './texts';
import { STUDENT_STATUSES, type StudentDetail } from './words';

type Values = StudentValues & {
  class_id: string;
  status: (typeof STUDENT_STATUSES)[number];
  moved_on: string;
};

export function EditStudentDialog({ pupil, onClose }: { pupil: StudentDetail; onClose: () => void }) {
  const t = useT(families);
  const update = api.useMutation('patch', '/api/v1/students/{id}');
  const classes = api.useQuery('get', '/api/v1/classes', {
    params: { query: { unit_id: pupil.unit_id, limit: 200, sort: 'grade' } },
  });
  const form = useForm<Values>({
    initialValues: {
      name: pupil.name,
      sex: pupil.sex,
      birth_date: pupil.birth_date ?? '',
      ethnic_group: pupil.ethnic_group ?? '',
      pupil_number: '',
      boarding: asWord(pupil.flags?.boarding),
      left_behind: asWord(pupil.flags?.left_behind),
      orphan: asWord(pupil.flags?.orphan),
      hardship: asWord(pupil.flags?.hardship),
      class_id: pupil.class_id ?? '',
      status: pupil.status,
      moved_on: '',
    },
    validate: { name: (value) => (value.trim() ? null : t('common.required')) },
  });
  const { values } = form;
  const moves = values.class_id !== (pupil.class_id ?? '') || values.status !== pupil.status;
  return (
    <EditDialog
      title={t('families.edit_pupil')}
      form={form}
      version={pupil.version}
      labels={{
        name: t('families.name'),
        sex: t('families.sex'),
        birth_date: t('families.birth_date'),
        ethnic_group: t('families.ethnic_group'),
        class_id: t('families.class'),
        status: t('families.status'),
      }}
      onClose={onClose}
      save={async (edited, version) => {
        const flags = pupil.flags && {
          boarding: asFlag(edited.boarding),
          left_behind: asFlag(edited.left_behind),
          orphan: asFlag(edited.orphan),
          hardship: asFlag(edited.hardship),
        };
        await update.mutateAsync({
          params: { path: { id: pupil.id }, header: ifMatch(version) },
          body: {
            name: edited.name,
            sex: edited.sex,
            birth_date: edited.birth_date || null,
            ethnic_group: edited.ethnic_group || null,
            status: edited.status,
            ...(edited.status === 'enrolled' && edited.class_id ? { class_id: edited.class_id } : {}),
            ...(moves && edited.moved_on ? { moved_on: edited.moved_on } : {}),
            ...(edited.pupil_number.trim() ? { pupil_number: edited.pupil_number.trim() } : {}),
            ...flags,
          },
        });
        await changed('/api/v1/students', '/api/v1/classes', '/api/v1/households');
        notify.done(t('families.saved'));
      }}
    >
      <StudentFields form={form as never} flags={Boolean(pupil.flags)} />
      <div className={css.fields}>
        <ChoiceField
          label={t('families.status')}
          choices={STUDENT_STATUSES.map((value) => ({ value, label: t(`families.student_${value}`) }))}
          value={values.status}
          onChange={(value) => value && form.setFieldValue('status', value)}
        />
        {values.status === 'enrolled' && (
          <ChoiceField
            label={t('families.class')}
            placeholder=""
            choices={(classes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={values.class_id}
            onChange={(value) => form.setFieldValue('class_id', value)}
            error={form.errors.class_id}
          />
        )}
        {moves && (
          <DateField
            label={t('families.moved_on')}
            description={t('families.moved_on_hint')}
            value={values.moved_on}
            onChange={(value) => form.setFieldValue('moved_on', value)}
            error={form.errors.moved_on}
          />
        )}
      </div>
    </EditDialog>
  );
}
