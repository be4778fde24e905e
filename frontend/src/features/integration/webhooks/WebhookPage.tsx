import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, Icon, PageHeader, Skeleton, useReadNotices } from '#/ui';
import { Deliveries } from './Deliveries';
import type { Webhook } from './model';
import { SecretShown } from './SecretShown';
import { Health, StateTag } from './Tags';
import { webhooks } from './texts';
import { WebhookMoves } from './WebhookMoves';
import css from './Webhooks.module.css';

const route = getRouteApi('/_in/integration/webhooks/$id');

/** An endpoint: what it hears, how it goes, and everything that was sent. */
export function WebhookPage() {
  const t = useT(webhooks);
  const { id } = route.useParams();
  useReadNotices(id);
  const [secret, setSecret] = useState<string | null>(null);
  const query = api.useQuery(
    'get',
    '/api/v1/webhooks/{id}',
    { params: { path: { id } } },
    { refetchInterval: 10_000 },
  );
  if (query.isPending) return <Skeleton lines={6} height={22} />;
  if (query.error) return <ErrorState page error={query.error} onRetry={() => void query.refetch()} />;
  const webhook = query.data;
  if (secret) return <SecretShown name={webhook.name} secret={secret} onDone={() => setSecret(null)} />;
  return (
    <div className={css.page}>
      <PageHeader
        back={<Link to="/integration/webhooks">{t('webhooks.back')}</Link>}
        title={webhook.name}
        note={<StateTag of={webhook} />}
        actions={<WebhookMoves of={webhook} onSecret={setSecret} />}
      />
      <Banner of={webhook} />
      <Facts of={webhook} />
      <Deliveries of={webhook} />
    </div>
  );
}

/** Why nothing is sent, or is not taken, and what to do about it. */
function Banner({ of }: { of: Webhook }) {
  const t = useT(webhooks);
  const format = useFormat();
  const trouble = of.state === 'active' ? of.failing_since : of.stopped_at;
  if (!trouble) return null;
  const at = format.dateTime(trouble);
  const stopped = of.state === 'gone' || of.state === 'failing';
  return (
    <div className={`sheet ${css.banner} ${stopped ? css.stopped : ''}`} role="status">
      <Icon name="flag" size={18} />
      <p>{t(of.state === 'active' ? 'webhooks.banner_trouble' : `webhooks.banner_${of.state}`, { at })}</p>
    </div>
  );
}

function Facts({ of }: { of: Webhook }) {
  const t = useT(webhooks);
  const format = useFormat();
  return (
    <section aria-label={t('webhooks.facts')}>
      <FieldList
        fields={[
          { label: t('webhooks.url'), wide: true, value: <code className={css.url}>{of.url}</code> },
          {
            label: t('webhooks.system'),
            value: (
              <Link to="/integration/$id" params={{ id: of.service_account_id }}>
                {of.service_account_name}
              </Link>
            ),
          },
          { label: t('webhooks.health'), value: <Health of={of} /> },
          {
            label: t('webhooks.types'),
            wide: true,
            value: of.types.map((kind) => t(`webhooks.kind_${kind}`)).join('、') || t('webhooks.types_all'),
          },
          {
            label: t('webhooks.delivered_at'),
            value: of.delivered_at ? format.dateTime(of.delivered_at) : t('webhooks.never'),
          },
          { label: t('webhooks.made'), value: format.dateTime(of.created_at) },
        ]}
      />
    </section>
  );
}
