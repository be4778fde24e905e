import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, type components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Dialog, EditDialog, Icon } from '#/ui';
import css from './Ledger.module.css';
import { refreshLedger } from './moves/MoveFrame';
import { ledger } from './texts';
import type { Entry } from './words';

type Shown = components['schemas']['LedgerIdentity'] & { reason: string; at: string };

/** Who raised it: hidden; shown once for a stated reason, and every look is written down. */
export function Identity({ entry }: { entry: Entry }) {
  const t = useT(ledger);
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const read = api.useMutation('post', '/api/v1/ledger-entries/{id}/identity');
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => ([...value.trim()].length > 1 ? null : t('common.required')) },
  });
  return (
    <div className={`${css.identity} no-print`}>
      <Icon name="lock" size={18} />
      <p>
        {t(entry.has_identity ? 'ledger.identity_kept' : 'ledger.identity_none')}
        {entry.has_identity && !entry.may_read_identity && ` ${t('ledger.identity_not_yours')}`}
      </p>
      {entry.may_read_identity && (
        <Button variant="default" size="sm" onClick={() => setAsking(true)}>
          {t('ledger.identity_view')}
        </Button>
      )}
      {asking && (
        <EditDialog
          title={t('ledger.identity_view')}
          text={t('ledger.identity_ask')}
          form={form}
          confirmLabel={t('ledger.identity_open')}
          onClose={() => setAsking(false)}
          save={async ({ reason }) => {
            const body = { reason: reason.trim() };
            const identity = await read.mutateAsync({ params: { path: { id: entry.id } }, body });
            setShown({ ...identity, ...body, at: new Date().toISOString() });
            form.reset();
            void refreshLedger();
          }}
        >
          <TextInput
            size="md"
            label={t('ledger.identity_reason')}
            placeholder={t('ledger.identity_reason_hint')}
            required
            maxLength={200}
            data-autofocus
            {...form.getInputProps('reason')}
          />
        </EditDialog>
      )}
      {shown && !asking && (
        <Dialog
          title={t('ledger.submitter')}
          onClose={() => setShown(null)}
          footer={
            <Button fullWidth onClick={() => setShown(null)}>
              {t('common.close')}
            </Button>
          }
        >
          <dl className={css.person}>
            <dt>{t('ledger.name')}</dt>
            <dd>{shown.name}</dd>
            <dt>{t('ledger.phone')}</dt>
            <dd>{shown.phone ? <a href={`tel:${shown.phone}`}>{shown.phone}</a> : t('common.none')}</dd>
            <dt>{t('ledger.address')}</dt>
            <dd>{shown.address ?? t('common.none')}</dd>
          </dl>
          <p className={css.follows}>
            {t('ledger.identity_logged', { time: format.dateTime(shown.at), reason: shown.reason })}
          </p>
        </Dialog>
      )}
    </div>
  );
}
