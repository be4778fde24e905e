import { getRouteApi } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FigureLink, FilterBar, PageHeader, useList } from '#/ui';
import { liaison } from './texts';
import { useSchemes } from './useSchemes';

const route = getRouteApi('/_in/liaison/loads');

/** How many links of a scheme each person holds. */
export function LoadsPage() {
  const t = useT(liaison);
  const format = useFormat();
  const list = useList(route.useSearch());
  const schemes = useSchemes();
  const scheme = list.search.scheme ?? 'leader_branch';
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-coverage/loads',
    {
      params: {
        query: listQuery('/api/v1/liaison-coverage/loads', { include_total: true, ...list.query, scheme }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  return (
    <>
      <PageHeader title={t('liaison.loads_title')} note={schemes.find((one) => one.code === scheme)?.name} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'scheme',
            label: t('liaison.scheme'),
            choices: schemes.map((one) => ({ value: one.code, label: one.name })),
          },
          {
            kind: 'choice',
            name: 'over_limit',
            label: t('liaison.loads_over'),
            choices: [{ value: 'true', label: t('liaison.yes') }],
          },
          { kind: 'date', name: 'on', label: t('liaison.on') },
        ]}
      />
      <DataTable
        id="liaison-loads"
        label={t('liaison.loads_title')}
        list={list}
        query={query}
        exported={{ of: 'liaison_loads', fixed: { scheme } }}
        rowKey={(row) => row.person_id}
        columns={[
          {
            id: 'person',
            header: t('liaison.person'),
            main: true,
            sort: 'name',
            cell: (row) => row.person_name,
          },
          {
            id: 'links',
            header: t('liaison.loads_count'),
            align: 'right',
            cell: (row) => <FigureLink query={row.links.query}>{format.number(row.links.value)}</FigureLink>,
          },
          {
            id: 'limit',
            header: t('liaison.loads_limit'),
            align: 'right',
            cell: (row) => row.max_load ?? '—',
          },
        ]}
        card={(row) => (
          <Card
            title={row.person_name}
            facts={[
              `${t('liaison.loads_count')} ${row.links.value}`,
              `${t('liaison.loads_limit')} ${row.max_load ?? '—'}`,
            ]}
          />
        )}
        empty={{ text: t('liaison.loads_empty'), icon: 'check' }}
      />
    </>
  );
}
