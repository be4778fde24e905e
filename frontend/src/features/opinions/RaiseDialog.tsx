import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed, idempotent, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog, notify, type Option, Picker } from '#/ui';
import { type Opinion, refreshOpinions, staff } from './model';
import { opinions } from './texts';

/** Makes an entry of the ledger of an opinion item. */
export function RaiseDialog({ of, onClose }: { of: Opinion; onClose: () => void }) {
  const t = useT(opinions);
  const intention = useIdempotencyKey();
  const categories = api.useQuery('get', '/api/v1/ledger-categories');
  const raise = api.useMutation('post', '/api/v1/opinion-items/{id}/ledger-entry');
  const [persons, setPersons] = useState<Option[]>([]);
  const form = useForm({
    initialValues: { category_id: '', title: [...of.summary].slice(0, 40).join('') },
    validate: {
      category_id: (value) => (value ? null : t('common.required')),
      title: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
    },
  });
  return (
    <EditDialog
      title={t('opinions.raise')}
      text={t('opinions.raise_text')}
      confirmLabel={t('opinions.raise')}
      form={form}
      onClose={onClose}
      save={async ({ category_id, title }) => {
        try {
          await raise.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: { category_id, title, persons_concerned: persons.map((one) => one.id) },
          });
        } catch (error) {
          intention.renew();
          throw error;
        }
        await Promise.all([refreshOpinions(), changed('/api/v1/ledger-entries')]);
        notify.done(t('opinions.raise_done'));
      }}
    >
      <TextInput
        size="md"
        required
        maxLength={100}
        data-autofocus
        label={t('opinions.raise_title')}
        {...form.getInputProps('title')}
      />
      <ChoiceField
        label={t('opinions.raise_category')}
        required
        placeholder={t('opinions.raise_category_choose')}
        choices={(categories.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={form.values.category_id}
        onChange={(value) => form.setFieldValue('category_id', value)}
        error={form.errors.category_id}
      />
      <Picker
        label={t('opinions.raise_persons')}
        description={t('opinions.raise_persons_hint')}
        source={['opinion-persons']}
        people
        multiple
        value={persons}
        onChange={setPersons}
        error={form.errors.persons_concerned}
        load={staff}
      />
    </EditDialog>
  );
}
