import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, fieldErrors } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify, type Option, Picker } from '#/ui';
import { RoleFields } from './RoleFields';
import { findPeople, isSystemWide, type Role } from './roles';
import type { Slip } from './Slips';
import { accounts } from './texts';

type Values = { username: string; display_name: string; person: Option[]; role: Role | ''; unit: Option[] };

export function NewAccountDialog({
  onMade,
  onClose,
}: {
  onMade: (slips: Slip[]) => void;
  onClose: () => void;
}) {
  const t = useT(accounts);
  const create = api.useMutation('post', '/api/v1/accounts');
  const form = useForm<Values>({
    initialValues: { username: '', display_name: '', person: [], role: '', unit: [] },
    validate: {
      username: (value) => (value.trim() ? null : t('common.required')),
      display_name: (value) => (value.trim() ? null : t('common.required')),
      unit: (value, { role }) =>
        role && !isSystemWide(role) && value.length === 0 ? t('common.required') : null,
    },
  });

  async function send(): Promise<boolean> {
    if (form.validate().hasErrors) return false;
    const { username, display_name, person, role, unit } = form.getValues();
    try {
      const made = await create.mutateAsync({
        body: {
          username: username.trim(),
          display_name: display_name.trim(),
          person_id: person[0]?.id ?? null,
          roles: role ? [{ role, unit_id: unit[0]?.id ?? null }] : [],
        },
      });
      void changed('/api/v1/accounts');
      notify.done(t('accounts.created_done'));
      onMade([made]);
      return true;
    } catch (error) {
      const { 'roles.0.unit_id': unitError, person_id: personError, ...others } = fieldErrors(error);
      form.setErrors({
        ...others,
        ...(unitError ? { unit: unitError } : {}),
        ...(personError ? { person: personError } : {}),
      });
      throw error;
    }
  }

  return (
    <ConfirmMove
      title={t('accounts.new')}
      confirmLabel={t('accounts.create')}
      onConfirm={send}
      onClose={onClose}
    >
      <Picker
        label={t('accounts.person')}
        description={t('accounts.person_hint')}
        source={['personnel']}
        load={findPeople}
        people
        value={form.values.person}
        error={form.errors.person}
        onChange={(person) => {
          form.setFieldValue('person', person);
          if (person[0] && !form.values.display_name) form.setFieldValue('display_name', person[0].label);
        }}
      />
      <TextInput
        label={t('accounts.name')}
        required
        maxLength={40}
        autoComplete="off"
        {...form.getInputProps('display_name')}
      />
      <TextInput
        label={t('accounts.username')}
        description={t('accounts.username_hint')}
        required
        maxLength={32}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('username')}
      />
      <RoleFields
        role={form.values.role}
        unit={form.values.unit}
        placeholder={t('accounts.role_none')}
        unitError={form.errors.unit}
        onRole={(role) => form.setFieldValue('role', role)}
        onUnit={(unit) => form.setFieldValue('unit', unit)}
      />
    </ConfirmMove>
  );
}
