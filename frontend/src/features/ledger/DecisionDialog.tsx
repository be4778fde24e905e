import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, asProblem, changed, idempotent, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, notify } from '#/ui';
import { refreshLedger } from './moves/MoveFrame';
import { Options } from './Options';
import { ledger } from './texts';
import type { Callback } from './words';

/** Whether a dissatisfaction that waits is reasonable: the office says it, with a reason. */
export function DecisionDialog({ of, onClose }: { of: Callback; onClose: () => void }) {
  const t = useT(ledger);
  const intention = useIdempotencyKey();
  const post = api.useMutation('post', '/api/v1/ledger-callbacks/{id}/decision');
  const form = useForm<{ reasonable: 'yes' | 'no' | ''; reason: string }>({
    initialValues: { reasonable: '', reason: '' },
    validate: {
      reasonable: (value) => (value ? null : t('common.required')),
      reason: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
    },
  });
  return (
    <EditDialog
      title={t('ledger.decide')}
      text={of.note}
      confirmLabel={t('ledger.decide')}
      form={form}
      onClose={onClose}
      save={async ({ reasonable, reason }) => {
        const header = idempotent(intention.key());
        await post
          .mutateAsync({
            params: { path: { id: of.id }, header },
            body: { reasonable: reasonable === 'yes', reason },
          })
          .catch((error: unknown) => {
            // Without an answer the repeat must carry the same key; after one it is a new intention.
            if (asProblem(error).status > 0) intention.renew();
            throw error;
          });
        await changed('/api/v1/ledger-entries/{id}/callbacks');
        await refreshLedger();
        notify.done(t('ledger.decided'));
      }}
    >
      <Options
        required
        label={t('ledger.reasonable_ask')}
        choices={(['yes', 'no'] as const).map((value) => ({
          value,
          label: t(`ledger.reasonable_${value}`),
          hint: t(`ledger.reasonable_${value}_hint`),
        }))}
        value={form.values.reasonable}
        onChange={(value) => form.setFieldValue('reasonable', value)}
        error={form.errors.reasonable}
      />
      <Textarea
        size="md"
        required
        rows={3}
        maxLength={1000}
        label={t('ledger.decision_reason')}
        {...form.getInputProps('reason')}
      />
    </EditDialog>
  );
}
