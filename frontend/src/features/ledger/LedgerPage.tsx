import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, type List, PageHeader, Tag, useList, usePhone } from '#/ui';
import { BulkDialog } from './bulk/BulkDialog';
import { Due } from './Due';
import { LedgerForms } from './LedgerForms';
import { StateTag } from './StateTag';
import { Tabs } from './Tabs';
import { ledger } from './texts';
import { useFilters } from './useFilters';
import { VIEWS, withViews } from './views';
import type { EntryRow } from './words';

const route = getRouteApi('/_in/ledger/_list');

/** The ledger: `openId` is the entry whose drawer is open. */
export function LedgerPage({ openId }: { openId?: string | undefined }) {
  const t = useT(ledger);
  const format = useFormat();
  const phone = usePhone();
  const list = withViews(useList(route.useSearch()));
  const mayRegister = useCan('ledger:register');
  const mayMove = useCan('ledger:move');
  const mayGroup = useCan('ledger:topics');
  const [bulk, setBulk] = useState<{ rows: EntryRow[]; clear: () => void } | null>(null);
  const query = api.useQuery(
    'get',
    '/api/v1/ledger-entries',
    { params: { query: listQuery('/api/v1/ledger-entries', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const register = mayRegister && (
    <Button component={Link} to="/ledger/new" leftSection={<Icon name="plus" size={18} />}>
      {t('ledger.register')}
    </Button>
  );
  const urgent = (row: EntryRow) =>
    row.urgency === 'urgent' && row.state !== 'closed' && <Tag tone="amber">{t('terms.urgency_urgent')}</Tag>;
  const former = (row: EntryRow) => row.legacy_number && <Tag tone="grey">{t('ledger.taken_over')}</Tag>;
  const handler = (row: EntryRow) => row.handler_name ?? row.handler_unit_name;
  const total = query.data?.total;
  const offerBulk = (selected: string[], clear: () => void) => (
    <Button
      size="sm"
      onClick={() =>
        setBulk({ rows: (query.data?.items ?? []).filter((row) => selected.includes(row.id)), clear })
      }
    >
      {t('ledger.bulk')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('ledger.title')}
        // The line is there from the start, so that nothing moves down.
        note={typeof total === 'number' ? t('common.total', { count: format.number(total) }) : '\u00a0'}
        actions={
          <>
            <Button variant="default" component={Link} to="/ledger/topics">
              {t('ledger.topics')}
            </Button>
            {!phone && <LedgerForms list={list} />}
            {register}
          </>
        }
      />
      <Tabs />
      <Filters list={list} rows={query.data?.items ?? []} />
      <DataTable
        id="ledger"
        label={t('ledger.title')}
        list={list}
        query={query}
        openKey={openId}
        exported={{ of: 'ledger_entries' }}
        {...(mayMove ? { bulk: offerBulk } : {})}
        rowKey={(row) => row.id}
        rowLink={(row) =>
          // The drawer opens over the list, which stays where it is.
          linkOptions({ to: '/ledger/$id', params: { id: row.id }, search: true, resetScroll: phone })
        }
        columns={[
          { id: 'number', header: t('ledger.number'), sort: 'number', cell: (row) => row.number },
          {
            id: 'title',
            header: t('ledger.concern'),
            main: true,
            cell: (row) => (
              <>
                {urgent(row)} {former(row)} {row.title}
              </>
            ),
          },
          { id: 'category', header: t('ledger.category'), cell: (row) => row.category_name },
          { id: 'unit', header: t('ledger.unit'), cell: (row) => row.unit_name },
          { id: 'state', header: t('ledger.state'), cell: (row) => <StateTag of={row} /> },
          { id: 'handler', header: t('ledger.handler'), cell: handler },
          {
            id: 'registered_at',
            header: t('ledger.registered_at'),
            sort: 'registered_at',
            cell: (row) => format.shortDate(row.registered_at),
          },
          { id: 'due', header: t('ledger.due'), sort: 'due_at', cell: (row) => <Due of={row} /> },
          {
            id: 'channel',
            header: t('ledger.channel'),
            hidden: true,
            cell: (row) => t(`ledger.channel_${row.channel}`),
          },
          {
            id: 'satisfaction',
            header: t('ledger.satisfaction'),
            hidden: true,
            cell: (row) => row.satisfaction && t(`ledger.satisfaction_${row.satisfaction}`),
          },
        ]}
        card={(row) => (
          <Card
            tag={
              <span className="row">
                <StateTag of={row} />
                {urgent(row)}
                {former(row)}
              </span>
            }
            corner={row.number}
            title={row.title}
            facts={[row.unit_name, handler(row)]}
            end={<Due of={row} />}
          />
        )}
        empty={{ text: t('ledger.empty'), action: register }}
      />
      {bulk && (
        <BulkDialog
          rows={bulk.rows}
          query={list.query}
          total={total ?? bulk.rows.length}
          mayGroup={mayGroup}
          onClose={() => {
            bulk.clear();
            setBulk(null);
          }}
        />
      )}
    </>
  );
}

/** On its own, so that the figures and choices it asks for do not paint the list again. */
function Filters({ list, rows }: { list: List; rows: EntryRow[] }) {
  const t = useT(ledger);
  const stats = api.useQuery('get', '/api/v1/ledger-stats');
  const filters = useFilters(rows);
  return (
    <FilterBar
      list={list}
      views="ledger"
      placeholder={t('ledger.search')}
      filters={filters}
      pills={{
        name: 'view',
        label: t('ledger.view'),
        ...(stats.data ? { total: stats.data.all.value } : {}),
        choices: VIEWS.map((view) => ({
          value: view.value,
          label: t(`ledger.view_${view.value}`),
          late: view.value === 'overdue',
          ...(stats.data ? { count: stats.data[view.figure].value } : {}),
        })),
      }}
    />
  );
}
