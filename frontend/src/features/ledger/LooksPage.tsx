import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, useList } from '#/ui';
import { figures } from './figures/texts';
import { Tabs } from './Tabs';

const route = getRouteApi('/_in/ledger/looks');
const PATH = '/api/v1/ledger-identity-looks';

/** Who looked at who raised a concern, and why: for the office. */
export function LooksPage() {
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
      <PageHeader title={t('figures.looks_title')} note={t('figures.looks_note')} />
      <Tabs />
      <FilterBar
        list={list}
        filters={[
          { kind: 'date', name: 'at[gte]', label: t('figures.look_from') },
          { kind: 'date', name: 'at[lte]', label: t('figures.look_until') },
        ]}
      />
      <DataTable
        exported={{ of: 'ledger_identity_looks' }}
        id="ledger-looks"
        label={t('figures.looks_title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/ledger/$id', params: { id: row.entry_id } })}
        columns={[
          {
            id: 'at',
            header: t('figures.look_at'),
            sort: 'at',
            width: 160,
            cell: (row) => format.dateTime(row.at),
          },
          { id: 'by', header: t('figures.look_by'), width: 140, cell: (row) => row.looked_by_name },
          { id: 'reason', header: t('figures.look_reason'), main: true, cell: (row) => row.reason },
          {
            id: 'entry',
            header: t('figures.look_entry'),
            cell: (row) => `${row.entry_number} ${row.entry_title}`,
          },
        ]}
        card={(row) => (
          <Card
            tag={row.looked_by_name}
            corner={format.dateTime(row.at)}
            title={row.reason ?? ''}
            facts={[`${row.entry_number} ${row.entry_title}`]}
          />
        )}
        empty={{ icon: 'shield', text: t('figures.looks_empty') }}
      />
    </>
  );
}
