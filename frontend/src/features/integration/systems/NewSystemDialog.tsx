import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog } from '#/ui';
import { integration } from '../texts';
import type { FreshSecret } from './model';
import { checkSystem, SystemFields, type SystemValues, systemBody } from './SystemFields';

const lives = ['90', '180', '365', '730'] as const;

type Props = { onMade: (name: string, secret: FreshSecret) => void; onClose: () => void };

export function NewSystemDialog({ onMade, onClose }: Props) {
  const t = useT(integration);
  const [days, setDays] = useState<(typeof lives)[number]>('365');
  const create = api.useMutation('post', '/api/v1/service-accounts');
  const form = useForm<SystemValues>({
    initialValues: { name: '', contact: '', unit_id: '', scopes: [], addresses: [], expires_on: '' },
    validate: (values) => checkSystem(values, t('common.required')),
  });
  return (
    <EditDialog
      title={t('integration.new')}
      form={form}
      confirmLabel={t('integration.create')}
      save={async (values) => {
        const made = await create.mutateAsync({ body: { ...systemBody(values), secret_days: Number(days) } });
        void changed('/api/v1/service-accounts');
        onMade(made.name, made.secret);
      }}
      onClose={onClose}
    >
      <SystemFields form={form} />
      <ChoiceField
        label={t('integration.secret_days')}
        choices={lives.map((value) => ({ value, label: t('integration.days', { count: value }) }))}
        value={days}
        onChange={(value) => value && setDays(value)}
      />
    </EditDialog>
  );
}
