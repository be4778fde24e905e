import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ButtonLink, Card, DataTable, FilterBar, PageHeader, Tag, useList } from '#/ui';
import { type Access, stateOf } from './model';
import { access } from './texts';

const route = getRouteApi('/_in/inspection-access/');

export function AccessState({ of }: { of: Access }) {
  const t = useT(access);
  const state = stateOf(of);
  return (
    <Tag tone={state === 'open' ? 'green' : 'grey'} dot>
      {t(`access.${state}`)}
    </Tag>
  );
}

/** What was opened to inspectors, and how often they looked. */
export function AccessesPage() {
  const t = useT(access);
  const format = useFormat();
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    '/api/v1/inspection-accesses',
    { params: { query: listQuery('/api/v1/inspection-accesses', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const add = <ButtonLink to="/inspection-access/new">{t('access.add')}</ButtonLink>;
  return (
    <>
      <PageHeader
        back={<Link to="/inspections">← {t('access.inspection')}</Link>}
        title={t('access.title')}
        note={t('access.note')}
        actions={add}
      />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'open',
            label: t('access.state'),
            choices: [
              { value: 'true', label: t('access.open_true') },
              { value: 'false', label: t('access.open_false') },
            ],
          },
          {
            kind: 'fixed',
            name: 'inspection_id',
            label: t('access.inspection'),
            shown: () => query.data?.items[0]?.inspection_title ?? '',
          },
        ]}
      />
      <DataTable
        exported={{ of: 'inspection_accesses' }}
        id="inspection-accesses"
        label={t('access.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/inspection-access/$id', params: { id: row.id } })}
        columns={[
          { id: 'holder', header: t('access.holder'), main: true, cell: (row) => row.holder },
          { id: 'inspection', header: t('access.inspection'), cell: (row) => row.inspection_title },
          {
            id: 'records',
            header: t('access.records'),
            align: 'right',
            cell: (row) => format.number(row.records),
          },
          { id: 'looks', header: t('access.looks'), align: 'right', cell: (row) => format.number(row.looks) },
          { id: 'expires', header: t('access.expires'), cell: (row) => format.dateTime(row.expires_at) },
          {
            id: 'created_at',
            header: t('access.created_at'),
            sort: 'created_at',
            hidden: true,
            cell: (row) => format.dateTime(row.created_at),
          },
          { id: 'state', header: t('access.state'), cell: (row) => <AccessState of={row} /> },
        ]}
        card={(row) => (
          <Card
            tag={<AccessState of={row} />}
            corner={t('access.looks_count', { count: row.looks })}
            title={row.holder}
            facts={[row.inspection_title, t('access.records_count', { count: row.records })]}
            end={format.shortDate(row.expires_at.slice(0, 10))}
          />
        )}
        empty={{ text: t('access.empty'), icon: 'eye', action: add }}
      />
    </>
  );
}
