import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, ifMatch } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify, useUnits } from '#/ui';
import { type FamilyCommittee, refreshCommittees } from './model';
import { committees } from './texts';

/** Forms a committee, or changes the given one. */
export function CommitteeDialog({ of, onClose }: { of?: FamilyCommittee; onClose: () => void }) {
  const t = useT(committees);
  const format = useFormat();
  const { units } = useUnits();
  const schools = units.filter((unit) => unit.kind !== 'department' && unit.kind !== 'bureau');
  const create = api.useMutation('post', '/api/v1/family-committees');
  const update = api.useMutation('patch', '/api/v1/family-committees/{id}');
  const form = useForm({
    initialValues: {
      unit_id: of?.unit_id ?? '',
      name: of?.name ?? '',
      starts_on: of?.starts_on ?? today(),
      ends_on: of?.ends_on ?? '',
      remark: of?.remark ?? '',
    },
    validate: {
      unit_id: (value) => (value ? null : t('common.required')),
      name: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
      starts_on: (value) => (value ? null : t('common.required')),
    },
  });
  return (
    <EditDialog
      title={t(of ? 'committees.edit_title' : 'committees.add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        name: t('committees.name'),
        starts_on: t('committees.starts_on'),
        ends_on: t('committees.ends_on'),
        remark: t('committees.remark'),
      }}
      format={(field, value) => (field.endsWith('_on') && value ? format.date(String(value)) : String(value))}
      onClose={onClose}
      save={async ({ unit_id, name, starts_on, ends_on, remark }, version) => {
        const body = { name, starts_on, ends_on: ends_on || null, remark: remark.trim() || null };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          await create.mutateAsync({ body: { unit_id, ...body } });
        }
        await refreshCommittees();
        notify.done(t(of ? 'committees.saved' : 'committees.added'));
      }}
    >
      {!of && (
        <ChoiceField
          label={t('committees.school')}
          placeholder={t('committees.school_choose')}
          required
          choices={schools.map((unit) => ({ value: unit.id, label: unit.name }))}
          value={form.values.unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
      <TextInput
        size="md"
        required
        maxLength={60}
        label={t('committees.name')}
        placeholder={t('committees.name_example')}
        {...form.getInputProps('name')}
      />
      <DateField
        label={t('committees.starts_on')}
        description={of ? undefined : t('committees.starts_hint')}
        required
        value={form.values.starts_on}
        onChange={(value) => form.setFieldValue('starts_on', value)}
        error={form.errors.starts_on}
      />
      <DateField
        label={t('committees.ends_on')}
        value={form.values.ends_on}
        onChange={(value) => form.setFieldValue('ends_on', value)}
        error={form.errors.ends_on}
      />
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxLength={500}
        label={t('committees.remark')}
        {...form.getInputProps('remark')}
      />
    </EditDialog>
  );
}
