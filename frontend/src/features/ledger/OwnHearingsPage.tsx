import { getRouteApi } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, PageHeader, useList } from '#/ui';
import { figures } from './figures/texts';
import { Tabs } from './Tabs';

const route = getRouteApi('/_in/ledger/hearings');
const PATH = '/api/v1/ledger-hearings';

/** What was put to me and what I said: the records alone, never the concern behind them. */
export function OwnHearingsPage() {
  const t = useT(figures);
  const format = useFormat();
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  return (
    <>
      <PageHeader title={t('figures.own_title')} note={t('figures.own_note')} />
      <Tabs />
      <DataTable
        id="own-hearings"
        label={t('figures.own_title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'heard_on',
            header: t('figures.heard_on'),
            sort: 'heard_on',
            width: 140,
            cell: (row) => format.date(row.heard_on),
          },
          { id: 'put', header: t('figures.put_to'), main: true, cell: (row) => row.put_to_person },
          { id: 'said', header: t('figures.statement'), cell: (row) => row.statement },
          { id: 'by', header: t('figures.look_by'), hidden: true, cell: (row) => row.kept_by_name },
        ]}
        card={(row) => (
          <Card
            corner={format.date(row.heard_on)}
            title={row.put_to_person}
            facts={[row.statement, t('figures.kept_by', { name: row.kept_by_name })]}
          />
        )}
        empty={{ icon: 'record', text: t('figures.own_empty') }}
      />
    </>
  );
}
