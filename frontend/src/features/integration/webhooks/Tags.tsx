import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import { type Delivery, deliveryTones, stateTones, told, type Webhook } from './model';
import { webhooks } from './texts';
import css from './Webhooks.module.css';

export function StateTag({ of }: { of: Webhook }) {
  const t = useT(webhooks);
  const troubled = of.state === 'active' && of.failing_since !== null;
  return (
    <Tag tone={troubled ? 'amber' : stateTones[of.state]} dot>
      {t(troubled ? 'webhooks.troubled' : `webhooks.state_${of.state}`)}
    </Tag>
  );
}

/** What waits and what was given up; said only where there is something. */
export function Health({ of }: { of: Webhook }) {
  const t = useT(webhooks);
  return (
    <span className={css.health}>
      {of.pending > 0 && <Tag tone="amber">{t('webhooks.pending', { count: of.pending })}</Tag>}
      {of.dead > 0 && <Tag tone="violet">{t('webhooks.dead', { count: of.dead })}</Tag>}
      {of.pending === 0 && of.dead === 0 && t(of.delivered_at ? 'webhooks.fine' : 'webhooks.never')}
    </span>
  );
}

export function DeliveryTag({ of }: { of: Delivery }) {
  const t = useT(webhooks);
  return (
    <Tag tone={deliveryTones[of.state]} dot>
      {t(`webhooks.delivery_${of.state}`)}
    </Tag>
  );
}

/** What a delivery tells: “学生 · 修改”. */
export function useEventWords(): (event: string) => string {
  const t = useT(webhooks);
  return (event) => {
    const what = told(event);
    return what
      ? `${t(`webhooks.kind_${what.kind}`)} · ${t(`webhooks.op_${what.operation}`)}`
      : t('webhooks.event_test');
  };
}

/** How often it was sent, and when again. */
export function Attempts({ of }: { of: Delivery }) {
  const t = useT(webhooks);
  const format = useFormat();
  return (
    <>
      {t('webhooks.attempts_count', { count: of.attempts })}
      {of.next_attempt_at && of.attempts > 0 && (
        <span className="muted"> · {t('webhooks.next', { at: format.dateTime(of.next_attempt_at) })}</span>
      )}
    </>
  );
}
