import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { api } from '#/api';
import { useT } from '#/i18n';
import { Chips, ChoiceField } from '#/ui';
import { groupNames, groups, type Kind } from './model';
import { webhooks } from './texts';
import css from './Webhooks.module.css';

export type WebhookValues = {
  service_account_id: string;
  name: string;
  url: string;
  which: 'all' | 'some';
  types: Kind[];
};

type Words = { required: string; choose: string };

export function checkWebhook(values: WebhookValues, { required, choose }: Words) {
  return {
    service_account_id: values.service_account_id ? null : required,
    name: values.name.trim() ? null : required,
    url: values.url.trim() ? null : required,
    types: values.which === 'some' && values.types.length === 0 ? choose : null,
  };
}

/** The kinds to hear of; none named means all. */
export function typesOf(values: WebhookValues): Kind[] {
  return values.which === 'all' ? [] : values.types;
}

type Props = { form: UseFormReturnType<WebhookValues>; fresh?: boolean };

export function WebhookFields({ form, fresh = false }: Props) {
  const t = useT(webhooks);
  const { values } = form;
  return (
    <>
      {fresh && <SystemField form={form} />}
      <TextInput
        size="md"
        required
        maxLength={60}
        label={t('webhooks.name')}
        description={t('webhooks.name_hint')}
        {...form.getInputProps('name')}
      />
      <TextInput
        size="md"
        type="url"
        required
        maxLength={500}
        label={t('webhooks.url')}
        description={t('webhooks.url_hint')}
        {...form.getInputProps('url')}
      />
      <ChoiceField
        label={t('webhooks.types')}
        choices={[
          { value: 'all', label: t('webhooks.types_all') },
          { value: 'some', label: t('webhooks.types_some') },
        ]}
        value={values.which}
        onChange={(which) => which && form.setFieldValue('which', which)}
        error={form.errors.types}
      />
      {values.which === 'some' && (
        <div className={css.types}>
          {groupNames.map((name) => (
            <Chips<Kind>
              key={name}
              label={t(`webhooks.group_${name}`)}
              choices={groups[name].map((kind) => ({ value: kind, label: t(`webhooks.kind_${kind}`) }))}
              value={values.types}
              onChange={(types) => form.setFieldValue('types', types)}
            />
          ))}
        </div>
      )}
    </>
  );
}

function SystemField({ form }: { form: UseFormReturnType<WebhookValues> }) {
  const t = useT(webhooks);
  const accounts = api.useQuery('get', '/api/v1/service-accounts', {
    params: { query: { limit: 200, status: 'active' } },
  });
  return (
    <ChoiceField
      label={t('webhooks.system')}
      description={t('webhooks.system_hint')}
      required
      placeholder={t('webhooks.system_choose')}
      choices={(accounts.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
      value={form.values.service_account_id}
      onChange={(value) => form.setFieldValue('service_account_id', value)}
      error={form.errors.service_account_id}
    />
  );
}
