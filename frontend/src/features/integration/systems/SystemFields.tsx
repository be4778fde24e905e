import { Checkbox, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import type { UseFormReturnType } from '@mantine/form';
import { useT } from '#/i18n';
import { ChoiceField, DateField, useUnits } from '#/ui';
import { integration } from '../texts';
import { type Scope, scopes, scopeWords } from './model';
import css from './Systems.module.css';

/** What is asked of a service account, named as in the API. Empty texts stand for nothing. */
export type SystemValues = {
  name: string;
  contact: string;
  unit_id: string;
  scopes: Scope[];
  addresses: string[];
  expires_on: string;
};

export function checkSystem(values: SystemValues, required: string) {
  return {
    name: values.name.trim() ? null : required,
    scopes: values.scopes.length > 0 ? null : required,
  };
}

/** The values as the API wants them. */
export function systemBody({ name, contact, unit_id, scopes: chosen, addresses, expires_on }: SystemValues) {
  return {
    name: name.trim(),
    contact: contact.trim() || null,
    unit_id: unit_id || null,
    scopes: chosen,
    addresses: addresses.map((one) => one.trim()).filter(Boolean),
    expires_on: expires_on || null,
  };
}

export function SystemFields({ form }: { form: UseFormReturnType<SystemValues> }) {
  const t = useT(integration);
  const { units } = useUnits();
  const { values, errors } = form;
  const choices = units
    .filter((unit) => !unit.closed_on && unit.kind !== 'department')
    .map((unit) => ({ value: unit.id, label: unit.name }));
  return (
    <>
      <TextInput
        label={t('integration.name')}
        description={t('integration.name_hint')}
        required
        maxLength={60}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <ChoiceField
        label={t('integration.unit')}
        description={t('integration.unit_hint')}
        placeholder={t('integration.unit_all')}
        choices={choices}
        value={values.unit_id}
        error={errors.unit_id}
        onChange={(value) => form.setFieldValue('unit_id', value)}
      />
      <Checkbox.Group
        label={t('integration.scopes')}
        required
        value={values.scopes}
        error={errors.scopes}
        onChange={(chosen) =>
          form.setFieldValue(
            'scopes',
            scopes.filter((scope) => chosen.includes(scope)),
          )
        }
      >
        <div className={css.scopes}>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`integration.scope_${scopeWords[scope]}`)}
              description={t(`integration.scope_${scopeWords[scope]}_hint`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <Textarea
        label={t('integration.addresses')}
        description={t('integration.addresses_hint')}
        rows={2}
        value={values.addresses.join('\n')}
        error={errors.addresses}
        onChange={({ currentTarget }) => form.setFieldValue('addresses', currentTarget.value.split('\n'))}
      />
      <DateField
        label={t('integration.expires_on')}
        description={t('integration.expires_hint')}
        value={values.expires_on}
        error={errors.expires_on}
        onChange={(value) => form.setFieldValue('expires_on', value)}
      />
      <TextInput
        label={t('integration.contact')}
        description={t('integration.contact_hint')}
        maxLength={100}
        autoComplete="off"
        {...form.getInputProps('contact')}
      />
    </>
  );
}
