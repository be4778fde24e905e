import { Button } from '@mantine/core';
import { api, idempotent, newId } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Drawer, ErrorState, FieldList, notify, Skeleton } from '#/ui';
import { type Attempt, refreshWebhooks, type Webhook } from './model';
import { DeliveryTag, useEventWords } from './Tags';
import { webhooks } from './texts';
import css from './Webhooks.module.css';

/** A delivery with every attempt, and the way to send it again. */
export function DeliveryDrawer({ of, id, onClose }: { of: Webhook; id: string; onClose: () => void }) {
  const t = useT(webhooks);
  const format = useFormat();
  const words = useEventWords();
  const params = { path: { id: of.id, delivery_id: id } };
  const query = api.useQuery(
    'get',
    '/api/v1/webhooks/{id}/deliveries/{delivery_id}',
    { params },
    // Its first attempt is made within a second, and is what one opened it for.
    { refetchInterval: ({ state }) => (state.data?.state === 'pending' ? 2_000 : false) },
  );
  const replay = api.useMutation('post', '/api/v1/webhooks/{id}/deliveries/{delivery_id}/replay');

  async function again() {
    try {
      await replay.mutateAsync({ params: { ...params, header: idempotent(newId()) } });
      await refreshWebhooks();
      notify.done(t('webhooks.again_done'));
    } catch (refusal) {
      notify.problem(refusal);
    }
  }

  const delivery = query.data;
  return (
    <Drawer
      title={delivery ? words(delivery.event_type) : t('webhooks.delivery')}
      onClose={onClose}
      footer={
        of.state === 'active' &&
        delivery &&
        delivery.state !== 'pending' && (
          <Button loading={replay.isPending} onClick={() => void again()}>
            {t('webhooks.again')}
          </Button>
        )
      }
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : delivery ? (
        <div className="stack">
          <div>
            <DeliveryTag of={delivery} />
          </div>
          {delivery.state === 'withheld' && <p className="muted">{t('webhooks.withheld_hint')}</p>}
          <FieldList
            fields={[
              { label: t('webhooks.message_id'), wide: true, value: <code>{delivery.id}</code> },
              {
                label: t('webhooks.record'),
                wide: true,
                value: <code className={css.url}>{delivery.href}</code>,
              },
              { label: t('webhooks.happened_at'), value: format.dateTime(delivery.happened_at) },
              ...(delivery.next_attempt_at
                ? [
                    {
                      label: t('webhooks.attempts'),
                      value: t('webhooks.next', { at: format.dateTime(delivery.next_attempt_at) }),
                    },
                  ]
                : []),
            ]}
          />
          <section aria-label={t('webhooks.attempts')}>
            {delivery.log.length === 0 && <p className="muted">{t('webhooks.not_sent')}</p>}
            <ul>
              {delivery.log.map((attempt) => (
                <AttemptRow key={attempt.number} of={attempt} />
              ))}
            </ul>
          </section>
        </div>
      ) : (
        <Skeleton lines={6} />
      )}
    </Drawer>
  );
}

function AttemptRow({ of }: { of: Attempt }) {
  const t = useT(webhooks);
  const format = useFormat();
  const status = of.status === null ? null : t('webhooks.attempt_status', { status: of.status });
  const why = of.failure && of.failure !== 'status' ? t(`webhooks.failure_${of.failure}`) : null;
  const outcome = of.failure
    ? [why, status].filter(Boolean).join(' · ')
    : t('webhooks.attempt_ok', { status: of.status ?? '' });
  return (
    <li className={css.attempt}>
      <span>
        {t('webhooks.attempt', { number: of.number })} · {outcome}
      </span>
      <span className="muted">
        {format.dateTime(of.at)} · {t('webhooks.millis', { count: of.millis })}
      </span>
    </li>
  );
}
