import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, Tag, type Tone, useList } from '#/ui';
import { plan } from './texts';

const route = getRouteApi('/_in/plan/');

export const planTone: Record<'draft' | 'adopted' | 'superseded', Tone> = {
  draft: 'amber',
  adopted: 'green',
  superseded: 'grey',
};

export function PlansPage() {
  const t = useT(plan);
  const format = useFormat();
  const writes = useCan('plan:write');
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    '/api/v1/plans',
    { params: { query: listQuery('/api/v1/plans', list.query) } },
    { placeholderData: (previous) => previous },
  );
  const create = writes && (
    <Button component={Link} to="/plan/new">
      {t('plan.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('plan.title')} note={t('plan.note')} actions={create} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('plan.state'),
            choices: (['draft', 'adopted', 'superseded'] as const).map((value) => ({
              value,
              label: t(`plan.state_${value}`),
            })),
          },
        ]}
      />
      <DataTable
        exported={{ of: 'plans' }}
        id="plans"
        label={t('plan.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/plan/$id', params: { id: row.id } })}
        columns={[
          { id: 'title', header: t('plan.name'), sort: 'title', main: true, cell: (row) => row.title },
          { id: 'unit', header: t('plan.unit'), cell: (row) => row.unit_name },
          {
            id: 'state',
            header: t('plan.state'),
            cell: (row) => (
              <Tag tone={planTone[row.state]} dot>
                {t(`plan.state_${row.state}`)}
              </Tag>
            ),
          },
          {
            id: 'from',
            header: t('plan.from'),
            sort: 'effective_from',
            cell: (row) => format.date(row.effective_from),
          },
          {
            id: 'to',
            header: t('plan.to'),
            cell: (row) => (row.effective_to ? format.date(row.effective_to) : '—'),
          },
        ]}
        card={(row) => (
          <Card
            tag={
              <Tag tone={planTone[row.state]} dot>
                {t(`plan.state_${row.state}`)}
              </Tag>
            }
            corner={format.date(row.effective_from)}
            title={row.title}
            facts={[row.unit_name, row.document_number]}
          />
        )}
        empty={{ icon: 'plan', text: t(writes ? 'plan.empty' : 'plan.empty_reader'), action: create }}
      />
    </>
  );
}
