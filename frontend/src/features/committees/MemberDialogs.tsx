import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, client, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, ConfirmMove, EditDialog, notify, type Option, Picker } from '#/ui';
import { type CommitteeMember, type FamilyCommittee, FUNCTIONS, refreshCommittees } from './model';
import { committees } from './texts';

/** Adds a member: a guardian on record, or somebody by name. Changes the given one. */
export function MemberDialog(props: {
  committee: FamilyCommittee;
  of?: CommitteeMember;
  onClose: () => void;
}) {
  const { committee, of, onClose } = props;
  const t = useT(committees);
  const [guardian, setGuardian] = useState<Option[]>([]);
  const create = api.useMutation('post', '/api/v1/family-committee-members');
  const update = api.useMutation('patch', '/api/v1/family-committee-members/{id}');
  const hasChair = committee.members.some((one) => one.function === 'chair');
  const form = useForm({
    initialValues: {
      function: of?.function ?? (hasChair ? FUNCTIONS[2] : FUNCTIONS[0]),
      name: '',
      phone: '',
      remark: of?.remark ?? '',
    },
    validate: {
      name: (value) => (of || guardian.length > 0 || value.trim() ? null : t('common.required')),
    },
  });
  return (
    <EditDialog
      title={of ? `${t('committees.edit_member')} ${of.name}` : t('committees.add_member')}
      form={form}
      version={of?.version ?? 0}
      labels={{ function: t('committees.function'), remark: t('committees.remark') }}
      confirmLabel={t(of ? 'common.save' : 'common.add')}
      onClose={onClose}
      save={async (values, version) => {
        const remark = values.remark.trim() || null;
        const phone = values.phone.trim();
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: { function: values.function, remark, ...(phone ? { phone } : {}) },
          });
        } else {
          const who = guardian[0]
            ? { guardian_id: guardian[0].id }
            : { name: values.name, ...(phone ? { phone } : {}) };
          await create.mutateAsync({
            body: { committee_id: committee.id, function: values.function, remark, ...who },
          });
        }
        await refreshCommittees();
        notify.done(t('committees.saved'));
      }}
    >
      <ChoiceField
        label={t('committees.function')}
        choices={FUNCTIONS.map((value) => ({ value, label: t(`committees.function_${value}`) }))}
        value={form.values.function}
        onChange={(value) => value && form.setFieldValue('function', value)}
        error={form.errors.function}
      />
      {!of && (
        <Picker
          label={t('committees.who')}
          description={t('committees.who_hint')}
          source={['committee-guardian', committee.unit_id]}
          people
          value={guardian}
          onChange={setGuardian}
          error={form.errors.guardian_id}
          load={(query, signal) => guardians(committee.unit_id, query, signal)}
        />
      )}
      {!of && guardian.length === 0 && (
        <TextInput
          size="md"
          required
          maxLength={40}
          label={t('committees.member_name')}
          {...form.getInputProps('name')}
        />
      )}
      {of?.guardian_id ? (
        <p className="muted">{t('committees.of_guardian')}</p>
      ) : (
        guardian.length === 0 && (
          <TextInput
            size="md"
            type="tel"
            autoComplete="off"
            label={t('committees.phone')}
            description={of?.phone ? `${of.phone} · ${t('committees.phone_hint')}` : undefined}
            {...form.getInputProps('phone')}
          />
        )
      )}
      <TextInput size="md" maxLength={100} label={t('committees.remark')} {...form.getInputProps('remark')} />
    </EditDialog>
  );
}

/** The first guardians of the school's households, found by household or pupil. */
async function guardians(unit: string, query: string, signal: AbortSignal): Promise<Option[]> {
  const q = [...query].length > 1 ? { q: query } : {};
  const { data } = await client.GET('/api/v1/households', {
    params: { query: { unit_id: unit, limit: 20, ...q } },
    signal,
  });
  return (data?.items ?? []).flatMap((row) =>
    row.primary_guardian
      ? [
          {
            id: row.primary_guardian.id,
            label: row.primary_guardian.name,
            note: `${row.label} · ${row.students.map((pupil) => pupil.name).join('、')}`,
          },
        ]
      : [],
  );
}

export function RemoveDialog({ of, onClose }: { of: CommitteeMember; onClose: () => void }) {
  const t = useT(committees);
  const remove = api.useMutation('delete', '/api/v1/family-committee-members/{id}');
  return (
    <ConfirmMove
      title={t('committees.remove_title')}
      text={t('committees.remove_text', { name: of.name })}
      confirmLabel={t('committees.remove_member')}
      onClose={onClose}
      onConfirm={async () => {
        await remove.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(of.version) } });
        await refreshCommittees();
        notify.done(t('committees.removed'));
      }}
    />
  );
}
