import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, changed, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, EmptyState, Icon, notify, Tag, type Tone } from '#/ui';
import { integration } from '../texts';
import type { FreshSecret, ServiceAccount, ServiceSecret } from './model';
import { RotateDialog } from './RotateDialog';
import css from './Systems.module.css';

const tones: Record<ServiceSecret['state'], Tone> = { valid: 'green', expired: 'grey', revoked: 'grey' };

type Props = { account: ServiceAccount; onFresh: (secret: FreshSecret) => void };

/** The secrets of a service account: what is known of them, never themselves. */
export function Secrets({ account, onFresh }: Props) {
  const t = useT(integration);
  const mayWrite = useCan('service-accounts:write');
  const [rotating, setRotating] = useState(false);
  const [revoking, setRevoking] = useState<ServiceSecret | null>(null);
  const revoke = api.useMutation('delete', '/api/v1/service-accounts/{id}/secrets/{secret_id}');

  async function revokeNow(secret: ServiceSecret) {
    await revoke.mutateAsync({ params: { path: { id: account.id, secret_id: secret.id } } });
    await changed('/api/v1/service-accounts');
    notify.done(t('integration.revoked_done'));
  }

  return (
    <section className={`sheet ${css.box}`} aria-labelledby="secrets">
      <div className={css.head}>
        <h2 id="secrets">{t('integration.secrets')}</h2>
        {mayWrite && (
          <Button
            size="sm"
            variant="default"
            leftSection={<Icon name="refresh" size={16} />}
            onClick={() => setRotating(true)}
          >
            {t('integration.rotate')}
          </Button>
        )}
      </div>
      <p className="muted">{t('integration.secrets_text')}</p>
      {account.secrets.length === 0 && <EmptyState icon="key" text={t('integration.secrets_empty')} />}
      <ul className={css.secrets}>
        {account.secrets.map((secret) => (
          <Secret
            key={secret.id}
            secret={secret}
            onRevoke={mayWrite ? () => setRevoking(secret) : undefined}
          />
        ))}
      </ul>
      {rotating && <RotateDialog account={account} onFresh={onFresh} onClose={() => setRotating(false)} />}
      {revoking && (
        <ConfirmMove
          title={t('integration.revoke_title', { hint: revoking.hint })}
          text={t('integration.revoke_text')}
          confirmLabel={t('integration.revoke')}
          onConfirm={() => revokeNow(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </section>
  );
}

function Secret({ secret, onRevoke }: { secret: ServiceSecret; onRevoke: (() => void) | undefined }) {
  const t = useT(integration);
  const format = useFormat();
  const facts = [
    t('integration.secret_made', { date: format.date(secret.created_at) }),
    t('integration.secret_until', { date: format.date(secret.expires_at) }),
    secret.last_used_at
      ? t('integration.secret_used', { at: format.dateTime(secret.last_used_at) })
      : t('integration.secret_unused'),
  ];
  return (
    <li className={css.secret}>
      <div className={css.words}>
        <p className={css.title}>
          <code>{secret.hint}…</code>
          <Tag tone={tones[secret.state]}>{t(`integration.secret_state_${secret.state}`)}</Tag>
        </p>
        <p className="muted">{facts.join(' · ')}</p>
      </div>
      {onRevoke && secret.state === 'valid' && (
        <Button
          size="sm"
          variant="default"
          onClick={onRevoke}
          aria-label={`${t('integration.revoke')} ${secret.hint}`}
        >
          {t('integration.revoke')}
        </Button>
      )}
    </li>
  );
}
