import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, useList } from '#/ui';
import { IntegrationFrame } from '../IntegrationFrame';
import { STATES, type Webhook } from './model';
import { SecretShown } from './SecretShown';
import { Health, StateTag } from './Tags';
import { webhooks } from './texts';
import { NewWebhookDialog } from './WebhookDialogs';
import css from './Webhooks.module.css';

const route = getRouteApi('/_in/integration/webhooks/');
const PATH = '/api/v1/webhooks';

/** Where other systems are told of changes, and how that goes. */
export function WebhooksPage() {
  const t = useT(webhooks);
  const format = useFormat();
  const list = useList(route.useSearch());
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );

  if (made) return <SecretShown {...made} onDone={() => setMade(null)} />;

  const typesOf = (row: Webhook) =>
    row.types.map((kind) => t(`webhooks.kind_${kind}`)).join('、') || t('webhooks.types_all');
  const lastSuccess = (row: Webhook) =>
    row.delivered_at ? format.dateTime(row.delivered_at) : t('webhooks.never');
  const add = (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setOpen(true)}>
      {t('webhooks.new')}
    </Button>
  );
  return (
    <IntegrationFrame actions={add}>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('webhooks.state'),
            multiple: true,
            choices: STATES.map((value) => ({ value, label: t(`webhooks.state_${value}`) })),
          },
          {
            kind: 'fixed',
            name: 'service_account_id',
            label: t('webhooks.system'),
            shown: () => query.data?.items[0]?.service_account_name ?? '',
          },
        ]}
      />
      <DataTable
        id="webhooks"
        label={t('webhooks.tab')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/integration/webhooks/$id', params: { id: row.id } })}
        columns={[
          { id: 'name', header: t('webhooks.name'), main: true, cell: (row) => row.name },
          { id: 'system', header: t('webhooks.system'), width: 170, cell: (row) => row.service_account_name },
          { id: 'types', header: t('webhooks.types'), cell: typesOf },
          { id: 'state', header: t('webhooks.state'), width: 150, cell: (row) => <StateTag of={row} /> },
          { id: 'health', header: t('webhooks.health'), width: 170, cell: (row) => <Health of={row} /> },
          { id: 'delivered_at', header: t('webhooks.delivered_at'), width: 150, cell: lastSuccess },
          {
            id: 'url',
            header: t('webhooks.url'),
            hidden: true,
            cell: (row) => <span className={css.url}>{row.url}</span>,
          },
          {
            id: 'created_at',
            header: t('webhooks.made'),
            sort: 'created_at',
            hidden: true,
            cell: (row) => format.date(row.created_at),
          },
        ]}
        card={(row) => (
          <Card
            tag={<StateTag of={row} />}
            corner={lastSuccess(row)}
            title={row.name}
            facts={[row.service_account_name, typesOf(row)]}
            end={<Health of={row} />}
          />
        )}
        empty={{ icon: 'computer', text: t('webhooks.empty'), action: add }}
      />
      {open && (
        <NewWebhookDialog
          onMade={(secret, { name }) => setMade({ name, secret })}
          onClose={() => setOpen(false)}
        />
      )}
    </IntegrationFrame>
  );
}
