import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed, idempotent, useCan, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { EditDialog, notify, type Option } from '#/ui';
import { Section } from '../EntryBody';
import css from '../Ledger.module.css';
import { refreshLedger } from '../moves/MoveFrame';
import { PersonsField } from '../PersonsField';
import type { Entry } from '../words';
import { outside } from './texts';

type Props = { entry: Entry; heading: 'h2' | 'h3' };

/** Staff that the submitter named in words: the office says who is meant. */
export function Mention({ entry, heading }: Props) {
  const t = useT(outside);
  const format = useFormat();
  const may = useCan('ledger:mentions');
  const [asking, setAsking] = useState(false);
  const path = { id: entry.id };
  const found = api.useQuery('get', '/api/v1/ledger-entries/{id}/staff-mentions', { params: { path } });
  const [mention] = found.data?.items ?? [];
  if (!mention) return null;
  return (
    <Section title={t('outside.mention')} heading={heading}>
      <p className={css.words}>{mention.words}</p>
      <p className="muted">
        {mention.settled_at
          ? t('outside.mention_settled', { day: format.date(mention.settled_at) })
          : t('outside.mention_open')}
      </p>
      {may && !mention.settled_at && (
        <p className="row no-print">
          <Button size="sm" onClick={() => setAsking(true)}>
            {t('outside.mention_settle')}
          </Button>
        </p>
      )}
      {asking && <SettleDialog entry={entry} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function SettleDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useT(outside);
  const intention = useIdempotencyKey();
  const settle = api.useMutation('post', '/api/v1/ledger-entries/{id}/staff-mentions/settle');
  const form = useForm<{ person_ids: Option[] }>({ initialValues: { person_ids: [] } });
  return (
    <EditDialog
      title={t('outside.mention_settle')}
      text={t('outside.mention_text')}
      form={form}
      confirmLabel={t('common.confirm')}
      onClose={onClose}
      save={async ({ person_ids }) => {
        await settle.mutateAsync({
          params: { path: { id: entry.id }, header: idempotent(intention.key()) },
          body: { person_ids: person_ids.map((person) => person.id) },
        });
        notify.done(t('outside.mention_done'));
        await changed('/api/v1/ledger-entries/{id}/staff-mentions');
        await refreshLedger();
      }}
    >
      <PersonsField
        unit={entry.unit_id}
        value={form.values.person_ids}
        onChange={(value) => form.setFieldValue('person_ids', value)}
        error={form.errors.person_ids}
      />
    </EditDialog>
  );
}
