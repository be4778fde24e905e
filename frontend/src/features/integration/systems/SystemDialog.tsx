import { useForm } from '@mantine/form';
import { api, changed, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, notify, useUnits } from '#/ui';
import { integration } from '../texts';
import { type Scope, type ServiceAccount, scopeWords } from './model';
import { checkSystem, SystemFields, type SystemValues, systemBody } from './SystemFields';

/** Changes what another system may do, from its next request on. */
export function SystemDialog({ account, onClose }: { account: ServiceAccount; onClose: () => void }) {
  const t = useT(integration);
  const units = useUnits();
  const update = api.useMutation('patch', '/api/v1/service-accounts/{id}');
  const form = useForm<SystemValues>({
    initialValues: {
      name: account.name,
      contact: account.contact ?? '',
      unit_id: account.unit_id ?? '',
      scopes: [...account.scopes],
      addresses: [...account.addresses],
      expires_on: account.expires_on ?? '',
    },
    validate: (values) => checkSystem(values, t('common.required')),
  });

  function shown(field: string, value: unknown): string {
    if (field === 'unit_id') return value ? units.name(String(value)) : t('integration.unit_all');
    if (!Array.isArray(value)) return String(value ?? '');
    const isScope = (one: unknown): one is Scope => String(one) in scopeWords;
    return value
      .map((one) => (isScope(one) ? t(`integration.scope_${scopeWords[one]}`) : String(one)))
      .join('、');
  }

  return (
    <EditDialog
      title={t('integration.edit')}
      form={form}
      version={account.version}
      labels={{
        name: t('integration.name'),
        contact: t('integration.contact'),
        unit_id: t('integration.unit'),
        scopes: t('integration.scopes'),
        addresses: t('integration.addresses'),
        expires_on: t('integration.expires_on'),
      }}
      format={shown}
      save={async (values, version) => {
        await update.mutateAsync({
          params: { path: { id: account.id }, header: ifMatch(version) },
          body: systemBody(values),
        });
        await changed('/api/v1/service-accounts');
        notify.done(t('integration.saved'));
      }}
      onClose={onClose}
    >
      <SystemFields form={form} />
    </EditDialog>
  );
}
