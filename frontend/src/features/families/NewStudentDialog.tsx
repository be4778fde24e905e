import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog, notify, type Option } from '#/ui';
import css from './Families.module.css';
import { HouseholdPicker } from './HouseholdPicker';
import { asFlag, StudentFields, type StudentValues } from './StudentFields';
import { families } from './texts';
import { type ClassDetail, RELATIONS } from './words';

type Values = StudentValues & {
  guardian_name: string;
  guardian_relation: (typeof RELATIONS)[number];
  guardian_phone: string;
};

export function NewStudentDialog({ of, onClose }: { of: ClassDetail; onClose: () => void }) {
  const t = useT(families);
  const create = api.useMutation('post', '/api/v1/students');
  const [household, setHousehold] = useState<Option[]>([]);
  const form = useForm<Values>({
    initialValues: {
      name: '',
      sex: 'female',
      birth_date: '',
      ethnic_group: '',
      pupil_number: '',
      boarding: '',
      left_behind: '',
      orphan: '',
      hardship: '',
      guardian_name: '',
      guardian_relation: 'father',
      guardian_phone: '',
    },
    validate: { name: (value) => (value.trim() ? null : t('common.required')) },
  });
  const known = household[0];
  return (
    <EditDialog
      title={t('families.add_pupil')}
      text={`${of.unit_name} ${of.name}`}
      form={form}
      confirmLabel={t('common.add')}
      onClose={onClose}
      save={async (values) => {
        const guardian = {
          name: values.guardian_name.trim(),
          relation: values.guardian_relation,
          phone: values.guardian_phone.trim() || null,
          is_primary: true,
        };
        await create.mutateAsync({
          body: {
            class_id: of.id,
            name: values.name,
            sex: values.sex,
            birth_date: values.birth_date || null,
            ethnic_group: values.ethnic_group || null,
            pupil_number: values.pupil_number.trim() || null,
            boarding: asFlag(values.boarding),
            left_behind: asFlag(values.left_behind),
            orphan: asFlag(values.orphan),
            hardship: asFlag(values.hardship),
            household_id: known?.id ?? null,
            guardians: !known && guardian.name ? [guardian] : [],
          },
        });
        await changed('/api/v1/students', '/api/v1/classes', '/api/v1/households');
        notify.done(t('families.pupil_added', { name: values.name }));
      }}
    >
      <StudentFields form={form as never} flags />
      <HouseholdPicker
        unit={of.unit_id}
        value={household}
        onChange={setHousehold}
        error={form.errors.household_id}
      />
      {!known && (
        <div className={css.fields}>
          <TextInput size="md" label={t('families.guardian')} {...form.getInputProps('guardian_name')} />
          <ChoiceField
            label={t('families.relation')}
            choices={RELATIONS.map((value) => ({ value, label: t(`families.relation_${value}`) }))}
            value={form.values.guardian_relation}
            onChange={(value) => value && form.setFieldValue('guardian_relation', value)}
          />
          <TextInput
            size="md"
            type="tel"
            label={t('families.phone')}
            autoComplete="off"
            {...form.getInputProps('guardian_phone')}
          />
        </div>
      )}
    </EditDialog>
  );
}
