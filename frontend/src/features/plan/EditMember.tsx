import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, changed, client, type components, ifMatch, listQuery } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify, type Option, Picker } from '#/ui';
import { plan } from './texts';

type Member = components['schemas']['LeadingGroupMember'];

/** Says who takes a place of the leading group. */
export function EditMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useT(plan);
  const update = api.useMutation('patch', '/api/v1/leading-group-members/{id}');
  const [title, setTitle] = useState(member.post_title);
  const [person, setPerson] = useState<Option[]>(
    member.person_id ? [{ id: member.person_id, label: member.person_name ?? '' }] : [],
  );

  async function load(q: string, signal: AbortSignal): Promise<Option[]> {
    const query = listQuery('/api/v1/personnel', { limit: 20, ...(q.length >= 2 ? { q } : {}) });
    const { data } = await client.GET('/api/v1/personnel', { params: { query }, signal });
    return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
  }

  async function save() {
    await update.mutateAsync({
      params: { path: { id: member.id }, header: ifMatch(member.version) },
      body: { post_title: title, person_id: person[0]?.id ?? null },
    });
    await changed('/api/v1/leading-group-members', '/api/v1/plans');
    notify.done(t('plan.saved'));
  }

  return (
    <ConfirmMove
      title={t('plan.fill', { post: member.post_title })}
      confirmLabel={t('common.save')}
      onConfirm={save}
      onClose={onClose}
    >
      <TextInput
        size="md"
        label={t('plan.post_title')}
        required
        maxLength={60}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <Picker
        label={t('plan.person')}
        description={t('plan.person_hint')}
        source={['personnel']}
        load={load}
        people
        value={person}
        onChange={setPerson}
      />
    </ConfirmMove>
  );
}
