import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, useList } from '#/ui';
import { IntegrationFrame } from '../IntegrationFrame';
import { integration } from '../texts';
import { type FreshSecret, type ServiceAccount, scopeWords } from './model';
import { NewSystemDialog } from './NewSystemDialog';
import { SecretShown } from './SecretShown';
import { StateTag } from './StateTag';

const route = getRouteApi('/_in/integration/');
const PATH = '/api/v1/service-accounts';

export function SystemsPage() {
  const t = useT(integration);
  const format = useFormat();
  const list = useList(route.useSearch());
  const mayWrite = useCan('service-accounts:write');
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: FreshSecret } | null>(null);
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );

  if (made) return <SecretShown name={made.name} secret={made.secret} onDone={() => setMade(null)} />;

  const scopesOf = (row: ServiceAccount) =>
    row.scopes.map((scope) => t(`integration.scope_${scopeWords[scope]}`)).join('、');
  const lastUse = (row: ServiceAccount) =>
    row.last_used_at ? format.dateTime(row.last_used_at) : t('integration.never');

  return (
    <IntegrationFrame
      actions={
        mayWrite && (
          <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setOpen(true)}>
            {t('integration.new')}
          </Button>
        )
      }
    >
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'status',
            label: t('integration.status'),
            choices: [
              { value: 'active', label: t('integration.status_active') },
              { value: 'disabled', label: t('integration.status_disabled') },
            ],
          },
        ]}
      />
      <DataTable
        id="service-accounts"
        label={t('integration.tab_systems')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/integration/$id', params: { id: row.id } })}
        columns={[
          { id: 'name', header: t('integration.name'), sort: 'name', main: true, cell: (row) => row.name },
          {
            id: 'unit',
            header: t('integration.unit'),
            width: 170,
            cell: (row) => row.unit_name ?? t('integration.unit_all'),
          },
          { id: 'scopes', header: t('integration.scopes'), cell: scopesOf },
          {
            id: 'status',
            header: t('integration.status'),
            width: 130,
            cell: (row) => <StateTag account={row} />,
          },
          { id: 'last_used', header: t('integration.last_used'), width: 140, cell: lastUse },
          {
            id: 'client_id',
            header: t('integration.client_id'),
            hidden: true,
            cell: (row) => <code>{row.client_id}</code>,
          },
          {
            id: 'created_at',
            header: t('integration.created'),
            sort: 'created_at',
            hidden: true,
            cell: (row) => format.date(row.created_at),
          },
        ]}
        card={(row) => (
          <Card
            tag={<StateTag account={row} />}
            corner={lastUse(row)}
            title={row.name}
            facts={[row.unit_name ?? t('integration.unit_all'), scopesOf(row)]}
          />
        )}
        empty={{ icon: 'computer', text: t('integration.empty') }}
      />
      {open && (
        <NewSystemDialog
          onMade={(name, secret) => setMade({ name, secret })}
          onClose={() => setOpen(false)}
        />
      )}
    </IntegrationFrame>
  );
}
