import { useState } from 'react';
import { api, changed } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, ConfirmMove } from '#/ui';
import { integration } from '../texts';
import type { FreshSecret, ServiceAccount } from './model';

const overlaps = ['0', '1', '7', '30', '90'] as const;
const lives = ['90', '180', '365', '730'] as const;

type Props = { account: ServiceAccount; onFresh: (secret: FreshSecret) => void; onClose: () => void };

/** A new secret, while the old ones live on for some days. */
export function RotateDialog({ account, onFresh, onClose }: Props) {
  const t = useT(integration);
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>('7');
  const [days, setDays] = useState<(typeof lives)[number]>('365');
  const rotate = api.useMutation('post', '/api/v1/service-accounts/{id}/secrets');

  async function send() {
    const secret = await rotate.mutateAsync({
      params: { path: { id: account.id } },
      body: { overlap_days: Number(overlap), secret_days: Number(days) },
    });
    void changed('/api/v1/service-accounts');
    onFresh(secret);
  }

  const words = (count: string) => t('integration.days', { count });
  return (
    <ConfirmMove
      title={t('integration.rotate')}
      text={t('integration.rotate_text')}
      confirmLabel={t('integration.rotate_confirm')}
      onConfirm={send}
      onClose={onClose}
    >
      <ChoiceField
        label={t('integration.overlap')}
        choices={overlaps.map((value) => ({
          value,
          label: value === '0' ? t('integration.overlap_now') : words(value),
        }))}
        value={overlap}
        onChange={(value) => value && setOverlap(value)}
      />
      <ChoiceField
        label={t('integration.secret_days')}
        choices={lives.map((value) => ({ value, label: words(value) }))}
        value={days}
        onChange={(value) => value && setDays(value)}
      />
    </ConfirmMove>
  );
}
