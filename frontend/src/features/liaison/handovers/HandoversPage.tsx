import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, useList } from '#/ui';
import { LiaisonFrame } from '../LiaisonFrame';
import { useUnits } from '../useSchemes';
import { handovers as texts } from './texts';

const route = getRouteApi('/_in/liaison/handovers/');

/** The handovers of people of one's units. */
export function HandoversPage() {
  const t = useT(texts);
  const format = useFormat();
  const list = useList(route.useSearch());
  const units = useUnits();
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-handovers',
    { params: { query: listQuery('/api/v1/liaison-handovers', { include_total: true, ...list.query }) } },
    { placeholderData: (previous) => previous },
  );
  const action = (
    <Button component={Link} to="/liaison/handovers/new">
      {t('handovers.make')}
    </Button>
  );
  return (
    <LiaisonFrame actions={action}>
      <div className="stack">
        <FilterBar
          list={list}
          filters={[
            { kind: 'choice', name: 'unit_id', label: t('handovers.pack_unit'), choices: units },
            {
              kind: 'fixed',
              name: 'from_person_id',
              label: t('handovers.from'),
              shown: () => query.data?.items[0]?.from_person_name ?? t('handovers.from'),
            },
          ]}
        />
        <DataTable
          exported={{ of: 'liaison_handovers' }}
          id="liaison-handovers"
          label={t('handovers.title')}
          list={list}
          query={query}
          rowKey={(row) => row.id}
          rowLink={(row) => linkOptions({ to: '/liaison/handovers/$id', params: { id: row.id } })}
          columns={[
            { id: 'from', header: t('handovers.from'), main: true, cell: (row) => row.from_person_name },
            { id: 'unit', header: t('handovers.pack_unit'), cell: (row) => row.unit_name },
            { id: 'reason', header: t('handovers.reason'), cell: (row) => row.reason },
            {
              id: 'what',
              header: t('handovers.column_what'),
              cell: (row) => t('handovers.counts', row.counts),
            },
            {
              id: 'day',
              header: t('handovers.column_from_day'),
              sort: 'starts_on',
              cell: (row) => format.shortDate(row.starts_on),
            },
            { id: 'by', header: t('handovers.column_by'), cell: (row) => row.created_by_name },
            {
              id: 'at',
              header: t('handovers.column_at'),
              sort: 'created_at',
              cell: (row) => format.dateTime(row.created_at),
            },
          ]}
          card={(row) => (
            <Card
              corner={format.shortDate(row.starts_on)}
              title={row.from_person_name}
              facts={[row.unit_name, row.reason, t('handovers.counts', row.counts)]}
            />
          )}
          empty={{ text: t('handovers.empty'), icon: 'route', action }}
        />
      </div>
    </LiaisonFrame>
  );
}
