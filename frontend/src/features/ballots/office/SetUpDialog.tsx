import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, client, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, notify, type Option, Picker } from '#/ui';
import { type Box, refreshBoxes } from '../model';
import { ballots } from '../texts';

async function staff(query: string, signal: AbortSignal): Promise<Option[]> {
  const q = query.length > 1 ? { q: query } : {};
  const { data } = await client.GET('/api/v1/personnel', {
    params: { query: { limit: 20, employment_status: ['active'], ...q } },
    signal,
  });
  return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
}

/** How many may vote, and who keys in papers. */
export function SetUpDialog({ of, onClose }: { of: Box; onClose: () => void }) {
  const t = useT(ballots);
  const update = api.useMutation('patch', '/api/v1/ballot-boxes/{id}');
  const [tellers, setTellers] = useState<Option[]>(
    of.tellers.map((one) => ({ id: one.person_id, label: one.name })),
  );
  const form = useForm({
    initialValues: { eligible: of.eligible === null ? '' : String(of.eligible), teller_ids: '' },
    validate: {
      eligible: (value) =>
        value.trim() === '' || (/^[1-9]\d{0,5}$/.test(value.trim()) && Number(value) <= 100_000)
          ? null
          : t('ballots.eligible_wrong'),
    },
  });
  return (
    <EditDialog
      title={t('ballots.set_up')}
      form={form}
      version={of.version}
      labels={{ eligible: t('ballots.eligible'), teller_ids: t('ballots.tellers') }}
      onClose={onClose}
      save={async (values, version) => {
        await update.mutateAsync({
          params: { path: { id: of.id }, header: ifMatch(version) },
          body: {
            eligible: String(values.eligible).trim() === '' ? null : Number(values.eligible),
            teller_ids: tellers.map((one) => one.id),
          },
        });
        await refreshBoxes();
        notify.done(t('ballots.saved'));
      }}
    >
      <TextInput
        size="md"
        inputMode="numeric"
        data-autofocus
        label={t('ballots.eligible')}
        description={t('ballots.eligible_hint')}
        {...form.getInputProps('eligible')}
      />
      <Picker
        label={t('ballots.tellers')}
        description={t('ballots.tellers_hint')}
        source={['ballot-tellers']}
        people
        multiple
        value={tellers}
        onChange={setTellers}
        error={form.errors.teller_ids}
        load={staff}
      />
    </EditDialog>
  );
}
