import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, fieldErrors, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, ConflictDialog, notify, type Option, Picker, useConflict } from '#/ui';
import { type Account, findPeople } from './roles';
import { accounts } from './texts';

type Values = { display_name: string; person: Option[] };
type Edit = { display_name?: string; person_id?: string | null };

export function EditDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useT(accounts);
  const conflict = useConflict();
  const update = api.useMutation('patch', '/api/v1/accounts/{id}');
  const person: Option[] = account.person_id
    ? [
        {
          id: account.person_id,
          label: account.person_name ?? '',
          ...(account.person_unit_name ? { note: account.person_unit_name } : {}),
        },
      ]
    : [];
  const form = useForm<Values>({
    initialValues: { display_name: account.display_name, person },
    validate: { display_name: (value) => (value.trim() ? null : t('common.required')) },
  });

  async function write(version: number, body: Edit) {
    await update.mutateAsync({
      params: { path: { id: account.id }, header: ifMatch(version) },
      body,
    });
    await changed('/api/v1/accounts');
    notify.done(t('accounts.saved'));
  }

  async function send(): Promise<boolean> {
    if (form.validate().hasErrors) return false;
    const { display_name, person } = form.getValues();
    try {
      await write(account.version, {
        display_name: display_name.trim(),
        person_id: person[0]?.id ?? null,
      });
      return true;
    } catch (error) {
      if (conflict.caught(error)) return false;
      const { person_id, ...others } = fieldErrors(error);
      form.setErrors({ ...others, ...(person_id ? { person: person_id } : {}) });
      throw error;
    }
  }

  if (conflict.problem) {
    return (
      <ConflictDialog
        problem={conflict.problem}
        labels={{ display_name: t('accounts.name'), person_id: t('accounts.person') }}
        onResolve={async ({ version, values }) => {
          await write(version, values as Edit);
          onClose();
        }}
        onClose={conflict.clear}
      />
    );
  }
  return (
    <ConfirmMove
      title={t('accounts.edit')}
      confirmLabel={t('common.save')}
      onConfirm={send}
      onClose={onClose}
    >
      <TextInput label={t('accounts.name')} required maxLength={40} {...form.getInputProps('display_name')} />
      <Picker
        label={t('accounts.person')}
        description={t('accounts.person_hint')}
        source={['personnel']}
        load={findPeople}
        people
        value={form.values.person}
        error={form.errors.person}
        onChange={(next) => form.setFieldValue('person', next)}
      />
    </ConfirmMove>
  );
}
