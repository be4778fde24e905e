import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, idempotent, ifMatch, newId } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import { refreshWebhooks, type Webhook } from './model';
import { webhooks } from './texts';
import { EditWebhookDialog, ReplayDialog, RotateDialog } from './WebhookDialogs';

type Asked = 'edit' | 'rotate' | 'replay' | 'switch' | 'remove';

/** What can be done with an endpoint. */
export function WebhookMoves({ of, onSecret }: { of: Webhook; onSecret: (secret: string) => void }) {
  const t = useT(webhooks);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const test = api.useMutation('post', '/api/v1/webhooks/{id}/test');
  const active = of.state === 'active';
  const turn = active ? 'pause' : 'resume';

  async function send() {
    try {
      await test.mutateAsync({ params: { path: { id: of.id }, header: idempotent(newId()) } });
      await refreshWebhooks();
      notify.done(t('webhooks.test_done'));
    } catch (refusal) {
      notify.problem(refusal);
    }
  }

  return (
    <>
      {active && (
        <>
          <Button variant="default" loading={test.isPending} onClick={() => void send()}>
            {t('webhooks.test')}
          </Button>
          <Button variant="default" onClick={() => setAsked('replay')}>
            {t('webhooks.replay')}
          </Button>
        </>
      )}
      <Button variant="default" onClick={() => setAsked('edit')}>
        {t('webhooks.edit')}
      </Button>
      <Button variant="default" onClick={() => setAsked('rotate')}>
        {t('webhooks.rotate')}
      </Button>
      <Button variant={active ? 'default' : 'filled'} onClick={() => setAsked('switch')}>
        {t(`webhooks.${turn}`)}
      </Button>
      <Button variant="default" onClick={() => setAsked('remove')}>
        {t('webhooks.remove')}
      </Button>
      {asked === 'edit' && <EditWebhookDialog of={of} onClose={close} />}
      {asked === 'rotate' && <RotateDialog of={of} onMade={onSecret} onClose={close} />}
      {asked === 'replay' && <ReplayDialog of={of} onClose={close} />}
      {asked === 'switch' && <SwitchDialog of={of} turn={turn} onClose={close} />}
      {asked === 'remove' && <RemoveDialog of={of} onClose={close} />}
    </>
  );
}

type SwitchProps = { of: Webhook; turn: 'pause' | 'resume'; onClose: () => void };

function SwitchDialog({ of, turn, onClose }: SwitchProps) {
  const t = useT(webhooks);
  const update = api.useMutation('patch', '/api/v1/webhooks/{id}');
  return (
    <ConfirmMove
      title={t(`webhooks.${turn}`)}
      text={t(`webhooks.${turn}_text`)}
      confirmLabel={t(`webhooks.${turn}`)}
      onConfirm={async () => {
        await update.mutateAsync({
          params: { path: { id: of.id }, header: ifMatch(of.version) },
          body: { active: turn === 'resume' },
        });
        await refreshWebhooks();
        notify.done(t(`webhooks.${turn}d_done`));
      }}
      onClose={onClose}
    />
  );
}

function RemoveDialog({ of, onClose }: { of: Webhook; onClose: () => void }) {
  const t = useT(webhooks);
  const navigate = useNavigate();
  const remove = api.useMutation('delete', '/api/v1/webhooks/{id}');
  return (
    <ConfirmMove
      title={t('webhooks.remove')}
      text={t('webhooks.remove_text')}
      confirmLabel={t('webhooks.remove')}
      onConfirm={async () => {
        await remove.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(of.version) } });
        await navigate({ to: '/integration/webhooks' });
        await refreshWebhooks();
        notify.done(t('webhooks.removed'));
      }}
      onClose={onClose}
    />
  );
}
