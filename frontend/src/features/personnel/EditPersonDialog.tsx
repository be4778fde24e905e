import { useForm } from '@mantine/form';
import { api, changed, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify } from '#/ui';
import { PersonFields, type PersonValues, personLabels } from './PersonFields';
import css from './Personnel.module.css';
import { personnel } from './texts';
import { type PersonFile, STATUSES } from './words';

type Values = PersonValues & { employment_status: (typeof STATUSES)[number]; left_on: string };

export function EditPersonDialog({ person, onClose }: { person: PersonFile; onClose: () => void }) {
  const t = useT(personnel);
  const update = api.useMutation('patch', '/api/v1/personnel/{id}');
  const form = useForm<Values>({
    initialValues: {
      name: person.name,
      unit_id: person.unit_id,
      sex: person.sex ?? 'unknown',
      staff_number: person.staff_number ?? '',
      ethnic_group: person.ethnic_group ?? '',
      political_affiliation: person.political_affiliation ?? '',
      phone: person.phone ?? '',
      id_number: '',
      employment_status: person.employment_status,
      left_on: person.left_on ?? '',
    },
    validate: { name: (value) => (value.trim() ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t('personnel.edit')}
      form={form}
      version={person.version}
      labels={personLabels(t)}
      onClose={onClose}
      save={async ({ id_number, phone, ...values }, version) => {
        const emptied = (value: string) => value.trim() || null;
        await update.mutateAsync({
          params: { path: { id: person.id }, header: ifMatch(version) },
          body: {
            name: values.name,
            unit_id: values.unit_id,
            sex: values.sex,
            employment_status: values.employment_status,
            staff_number: emptied(values.staff_number),
            ethnic_group: emptied(values.ethnic_group),
            political_affiliation: emptied(values.political_affiliation),
            left_on: emptied(values.left_on),
            // A masked number is not ours to send back.
            ...(phone.includes('*') ? {} : { phone: emptied(phone) }),
            ...(id_number.trim() ? { id_number: id_number.trim() } : {}),
          },
        });
        await changed('/api/v1/personnel');
        notify.done(t('personnel.saved'));
      }}
    >
      <PersonFields form={form as never} />
      <div className={css.fields}>
        <ChoiceField
          label={t('personnel.status')}
          choices={STATUSES.map((value) => ({ value, label: t(`personnel.status_${value}`) }))}
          value={form.values.employment_status}
          onChange={(value) => value && form.setFieldValue('employment_status', value)}
        />
        {form.values.employment_status !== 'active' && (
          <DateField
            label={t('personnel.left_on')}
            value={form.values.left_on}
            onChange={(value) => form.setFieldValue('left_on', value)}
            error={form.errors.left_on}
          />
        )}
      </div>
    </EditDialog>
  );
}
