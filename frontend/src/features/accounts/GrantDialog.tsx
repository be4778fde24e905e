import { useForm } from '@mantine/form';
import { api, changed, fieldErrors } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, DateField, notify, type Option } from '#/ui';
import { RoleFields } from './RoleFields';
import { isSystemWide, type Role } from './roles';
import { accounts } from './texts';

type Values = { role: Role | ''; unit: Option[]; starts_on: string; ends_on: string };

export function GrantDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const t = useT(accounts);
  const grant = api.useMutation('post', '/api/v1/role-grants');
  const form = useForm<Values>({
    initialValues: { role: '', unit: [], starts_on: '', ends_on: '' },
    validate: {
      role: (value) => (value ? null : t('common.required')),
      unit: (value, { role }) =>
        role && !isSystemWide(role) && value.length === 0 ? t('common.required') : null,
    },
  });

  async function send(): Promise<boolean> {
    if (form.validate().hasErrors) return false;
    const { role, unit, starts_on, ends_on } = form.getValues();
    if (!role) return false;
    try {
      await grant.mutateAsync({
        body: {
          account_id: accountId,
          role,
          unit_id: unit[0]?.id ?? null,
          starts_on: starts_on || null,
          ends_on: ends_on || null,
        },
      });
    } catch (error) {
      const { unit_id, ...others } = fieldErrors(error);
      form.setErrors({ ...others, ...(unit_id ? { unit: unit_id } : {}) });
      throw error;
    }
    await changed('/api/v1/accounts', '/api/v1/role-grants');
    notify.done(t('accounts.grant_done'));
    return true;
  }

  return (
    <ConfirmMove
      title={t('accounts.grant')}
      confirmLabel={t('accounts.grant')}
      onConfirm={send}
      onClose={onClose}
    >
      <RoleFields
        role={form.values.role}
        unit={form.values.unit}
        roleError={form.errors.role}
        unitError={form.errors.unit}
        onRole={(role) => form.setFieldValue('role', role)}
        onUnit={(unit) => form.setFieldValue('unit', unit)}
      />
      <DateField
        label={t('accounts.grant_starts')}
        value={form.values.starts_on}
        error={form.errors.starts_on}
        onChange={(value) => form.setFieldValue('starts_on', value)}
      />
      <DateField
        label={t('accounts.grant_ends')}
        value={form.values.ends_on}
        error={form.errors.ends_on}
        onChange={(value) => form.setFieldValue('ends_on', value)}
      />
    </ConfirmMove>
  );
}
