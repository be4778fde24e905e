import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, idempotent, ifMatch, useIdempotencyKey } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, ConfirmMove, DateField, EditDialog, notify } from '#/ui';
import { isKind, refreshWebhooks, type Webhook } from './model';
import { webhooks } from './texts';
import { checkWebhook, typesOf, WebhookFields, type WebhookValues } from './WebhookFields';

type Made = (secret: string, webhook: Webhook) => void;

/** Makes an endpoint; its secret is handed to `onMade`. */
export function NewWebhookDialog({ onMade, onClose }: { onMade: Made; onClose: () => void }) {
  const t = useT(webhooks);
  const create = api.useMutation('post', '/api/v1/webhooks');
  const form = useForm<WebhookValues>({
    initialValues: { service_account_id: '', name: '', url: '', which: 'all', types: [] },
    validate: (values) =>
      checkWebhook(values, { required: t('common.required'), choose: t('webhooks.types_choose') }),
  });
  return (
    <EditDialog
      title={t('webhooks.new')}
      form={form}
      confirmLabel={t('webhooks.create')}
      save={async (values) => {
        const { service_account_id, name, url } = values;
        const made = await create.mutateAsync({
          body: { service_account_id, name, url: url.trim(), types: typesOf(values) },
        });
        await refreshWebhooks();
        onMade(made.secret, made);
      }}
      onClose={onClose}
    >
      <WebhookFields form={form} fresh />
    </EditDialog>
  );
}

export function EditWebhookDialog({ of, onClose }: { of: Webhook; onClose: () => void }) {
  const t = useT(webhooks);
  const update = api.useMutation('patch', '/api/v1/webhooks/{id}');
  const form = useForm<WebhookValues>({
    initialValues: {
      service_account_id: of.service_account_id,
      name: of.name,
      url: of.url,
      which: of.types.length === 0 ? 'all' : 'some',
      types: [...of.types],
    },
    validate: (values) =>
      checkWebhook(values, { required: t('common.required'), choose: t('webhooks.types_choose') }),
  });
  const kinds = (value: unknown) =>
    Array.isArray(value) && value.length > 0
      ? value
          .map(String)
          .filter(isKind)
          .map((kind) => t(`webhooks.kind_${kind}`))
          .join('、')
      : t('webhooks.types_all');
  return (
    <EditDialog
      title={t('webhooks.edit')}
      form={form}
      version={of.version}
      labels={{ name: t('webhooks.name'), url: t('webhooks.url'), types: t('webhooks.types') }}
      format={(field, value) => (field === 'types' ? kinds(value) : String(value ?? ''))}
      save={async (values, version) => {
        await update.mutateAsync({
          params: { path: { id: of.id }, header: ifMatch(version) },
          body: { name: values.name, url: values.url.trim(), types: typesOf(values) },
        });
        await refreshWebhooks();
        notify.done(t('webhooks.saved'));
      }}
      onClose={onClose}
    >
      <WebhookFields form={form} />
    </EditDialog>
  );
}

const OVERLAPS = ['0', '24', '168'] as const;

/** A new secret; the old one signs beside it for a while. */
export function RotateDialog({ of, onMade, onClose }: { of: Webhook; onMade: Made; onClose: () => void }) {
  const t = useT(webhooks);
  const rotate = api.useMutation('post', '/api/v1/webhooks/{id}/secret');
  const [overlap, setOverlap] = useState<(typeof OVERLAPS)[number]>('24');
  return (
    <ConfirmMove
      title={t('webhooks.rotate')}
      text={t('webhooks.rotate_text')}
      confirmLabel={t('webhooks.rotate')}
      onConfirm={async () => {
        const made = await rotate.mutateAsync({
          params: { path: { id: of.id } },
          body: { overlap_hours: Number(overlap) },
        });
        onMade(made.secret, made);
      }}
      onClose={onClose}
    >
      <ChoiceField
        label={t('webhooks.overlap')}
        choices={OVERLAPS.map((value) => ({ value, label: t(`webhooks.overlap_${value}`) }))}
        value={overlap}
        onChange={(value) => value && setOverlap(value)}
      />
    </ConfirmMove>
  );
}

const WHAT = ['dead', 'everything'] as const;

/** Sends again what happened since a day. */
export function ReplayDialog({ of, onClose }: { of: Webhook; onClose: () => void }) {
  const t = useT(webhooks);
  const intention = useIdempotencyKey();
  const replay = api.useMutation('post', '/api/v1/webhooks/{id}/replay');
  const [what, setWhat] = useState<(typeof WHAT)[number]>('dead');
  const [since, setSince] = useState(today());
  return (
    <ConfirmMove
      title={t('webhooks.replay_title')}
      text={t('webhooks.replay_text')}
      confirmLabel={t('webhooks.replay')}
      disabledReason={since ? undefined : t('common.required')}
      onConfirm={async () => {
        try {
          const { queued } = await replay.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: { since: `${since}T00:00:00+08:00`, what },
          });
          await refreshWebhooks();
          notify.done(queued > 0 ? t('webhooks.replay_done', { count: queued }) : t('webhooks.replay_none'));
        } catch (error) {
          intention.renew();
          throw error;
        }
      }}
      onClose={onClose}
    >
      <ChoiceField
        label={t('webhooks.replay_what')}
        choices={WHAT.map((value) => ({ value, label: t(`webhooks.replay_${value}`) }))}
        value={what}
        onChange={(value) => value && setWhat(value)}
      />
      <DateField label={t('webhooks.replay_since')} value={since} onChange={setSince} max={today()} />
    </ConfirmMove>
  );
}
