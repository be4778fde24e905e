import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, Tag, useList } from '#/ui';
import { reports } from './texts';
import { kinds, tones } from './words';

const route = getRouteApi('/_in/reports/');

/** The reports one may read, and the drafts one writes. */
export function ReportsPage() {
  const t = useT(reports);
  const format = useFormat();
  const writes = useCan('reports:write');
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    '/api/v1/reports',
    { params: { query: listQuery('/api/v1/reports', list.query) } },
    { placeholderData: (previous) => previous },
  );
  const create = writes && (
    <Button component={Link} to="/reports/new" size="md" leftSection={<Icon name="plus" size={18} />}>
      {t('reports.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('reports.title')} note={t('reports.note')} actions={create} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'kind',
            label: t('reports.kind'),
            multiple: true,
            choices: kinds.map((value) => ({ value, label: t(`reports.kind_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'state',
            label: t('reports.state'),
            choices: (['draft', 'frozen'] as const).map((value) => ({
              value,
              label: t(`reports.state_${value}`),
            })),
          },
        ]}
      />
      <DataTable
        exported={{ of: 'reports' }}
        id="reports"
        label={t('reports.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/reports/$id', params: { id: row.id } })}
        columns={[
          { id: 'title', header: t('reports.name'), main: true, cell: (row) => row.title },
          {
            id: 'kind',
            header: t('reports.kind'),
            width: 120,
            cell: (row) => t(`reports.kind_${row.kind}`),
          },
          {
            id: 'period',
            header: t('reports.period'),
            sort: 'ends_on',
            cell: (row) => `${format.date(row.starts_on)} – ${format.date(row.ends_on)}`,
          },
          {
            id: 'state',
            header: t('reports.state'),
            width: 100,
            cell: (row) => (
              <Tag tone={tones[row.state]} dot>
                {t(`reports.state_${row.state}`)}
              </Tag>
            ),
          },
          {
            id: 'updated',
            header: t('reports.updated'),
            sort: 'updated_at',
            cell: (row) => format.dateTime(row.updated_at),
          },
          { id: 'unit', header: t('reports.unit'), hidden: true, cell: (row) => row.unit_name },
        ]}
        card={(row) => (
          <Card
            tag={
              <Tag tone={tones[row.state]} dot>
                {t(`reports.state_${row.state}`)}
              </Tag>
            }
            corner={t(`reports.kind_${row.kind}`)}
            title={row.title}
            facts={[row.person_name ?? row.unit_name, format.dateTime(row.updated_at)]}
          />
        )}
        empty={{ icon: 'ledger', text: t('reports.empty'), action: create }}
      />
    </>
  );
}
