import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog, notify } from '#/ui';
import css from './Families.module.css';
import { Check } from './Part';
import { families } from './texts';
import { type Guardian, type HouseholdDetail, RELATIONS } from './words';

export function HouseholdDialog({ of, onClose }: { of: HouseholdDetail; onClose: () => void }) {
  const t = useT(families);
  const update = api.useMutation('patch', '/api/v1/households/{id}');
  const form = useForm({
    initialValues: { label: of.label, village: of.village ?? '', address: '' },
    validate: { label: (value) => (value.trim() ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t('families.edit_household')}
      form={form}
      version={of.version}
      labels={{ label: t('families.label'), village: t('families.village') }}
      onClose={onClose}
      save={async ({ label, village, address }, version) => {
        await update.mutateAsync({
          params: { path: { id: of.id }, header: ifMatch(version) },
          body: {
            label,
            village: village.trim() || null,
            ...(address.trim() ? { address: address.trim() } : {}),
          },
        });
        await changed('/api/v1/households', '/api/v1/students');
        notify.done(t('families.saved'));
      }}
    >
      <TextInput size="md" label={t('families.label')} required {...form.getInputProps('label')} />
      <TextInput size="md" label={t('families.village')} {...form.getInputProps('village')} />
      <TextInput
        size="md"
        label={t('families.address_new')}
        description={of.address_known ? t('families.address_hint') : undefined}
        autoComplete="off"
        {...form.getInputProps('address')}
      />
    </EditDialog>
  );
}

/** A new guardian of the household, or an edit of the given one. */
export function GuardianDialog(props: { household: string; of?: Guardian; onClose: () => void }) {
  const { household, of, onClose } = props;
  const t = useT(families);
  const create = api.useMutation('post', '/api/v1/guardians');
  const update = api.useMutation('patch', '/api/v1/guardians/{id}');
  const form = useForm({
    initialValues: {
      name: of?.name ?? '',
      relation: of?.relation ?? ('father' as (typeof RELATIONS)[number]),
      relation_note: of?.relation_note ?? '',
      phone: '',
      is_primary: of?.is_primary ?? false,
    },
    validate: { name: (value) => (value.trim() ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t(of ? 'families.edit_guardian' : 'families.add_guardian')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        name: t('families.name'),
        relation: t('families.relation'),
        relation_note: t('families.relation_note'),
        is_primary: t('families.is_primary'),
      }}
      onClose={onClose}
      save={async (values, version) => {
        const { name, relation, is_primary } = values;
        const relation_note = values.relation_note.trim() || null;
        const phone = values.phone.trim();
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: {
              name,
              relation,
              relation_note,
              ...(phone ? { phone } : {}),
              ...(is_primary && !of.is_primary ? { is_primary } : {}),
            },
          });
        } else {
          await create.mutateAsync({
            body: {
              household_id: household,
              name,
              relation,
              relation_note,
              phone: phone || null,
              is_primary,
            },
          });
        }
        await changed('/api/v1/households', '/api/v1/students');
        notify.done(t('families.saved'));
      }}
    >
      <div className={css.fields}>
        <TextInput size="md" label={t('families.name')} required {...form.getInputProps('name')} />
        <ChoiceField
          label={t('families.relation')}
          choices={RELATIONS.map((value) => ({ value, label: t(`families.relation_${value}`) }))}
          value={form.values.relation}
          onChange={(value) => value && form.setFieldValue('relation', value)}
        />
        <TextInput size="md" label={t('families.relation_note')} {...form.getInputProps('relation_note')} />
        <TextInput
          size="md"
          type="tel"
          label={t('families.phone')}
          description={of?.phone ? `${of.phone} · ${t('families.phone_hint')}` : undefined}
          autoComplete="off"
          {...form.getInputProps('phone')}
        />
      </div>
      {!of?.is_primary && (
        <Check
          label={t('families.is_primary')}
          checked={form.values.is_primary}
          onChange={(checked) => form.setFieldValue('is_primary', checked)}
        />
      )}
    </EditDialog>
  );
}
