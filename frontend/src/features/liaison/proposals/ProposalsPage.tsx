import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Tag, useList } from '#/ui';
import { LiaisonFrame } from '../LiaisonFrame';
import { useUnits } from '../useSchemes';
import { MakeDialog } from './MakeDialog';
import { type Proposal, stateTone } from './model';
import { proposals as texts } from './texts';

const route = getRouteApi('/_in/liaison/proposals/');
const STATES = ['ready', 'applied', 'making', 'applying', 'discarded', 'failed'] as const;

/** The proposals of one's units. */
export function ProposalsPage() {
  const t = useT(texts);
  const format = useFormat();
  const search = route.useSearch();
  const list = useList(search);
  const units = useUnits();
  const mayWrite = useCan('liaison:write');
  const [making, setMaking] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-proposals',
    { params: { query: listQuery('/api/v1/liaison-proposals', { include_total: true, ...list.query }) } },
    { placeholderData: (previous) => previous },
  );
  const tag = (row: Proposal) => <Tag tone={stateTone[row.state]}>{t(`proposals.state_${row.state}`)}</Tag>;
  const action = mayWrite && <Button onClick={() => setMaking(true)}>{t('proposals.make')}</Button>;
  return (
    <LiaisonFrame actions={action}>
      <div className="stack">
        <FilterBar
          list={list}
          filters={[
            {
              kind: 'choice',
              name: 'state',
              label: t('proposals.column_state'),
              choices: STATES.map((value) => ({ value, label: t(`proposals.state_${value}`) })),
            },
            { kind: 'choice', name: 'unit_id', label: t('proposals.column_unit'), choices: units },
          ]}
        />
        <DataTable
          exported={{ of: 'liaison_proposals' }}
          id="liaison-proposals"
          label={t('proposals.title')}
          list={list}
          query={query}
          rowKey={(row) => row.id}
          rowLink={(row) => linkOptions({ to: '/liaison/proposals/$id', params: { id: row.id } })}
          columns={[
            {
              id: 'scheme',
              header: t('proposals.column_scheme'),
              main: true,
              cell: (row) => row.scheme_name,
            },
            { id: 'unit', header: t('proposals.column_unit'), cell: (row) => row.unit_name },
            { id: 'state', header: t('proposals.column_state'), cell: tag },
            {
              id: 'rows',
              header: t('proposals.column_rows'),
              align: 'right',
              cell: (row) => format.number(row.counts.rows),
            },
            {
              id: 'made',
              header: t('proposals.column_made'),
              align: 'right',
              cell: (row) => (row.state === 'applied' ? format.number(row.counts.made) : '—'),
            },
            { id: 'by', header: t('proposals.column_by'), cell: (row) => row.created_by_name },
            {
              id: 'at',
              header: t('proposals.column_at'),
              sort: 'created_at',
              cell: (row) => format.dateTime(row.created_at),
            },
          ]}
          card={(row) => (
            <Card
              tag={tag(row)}
              corner={format.shortDate(row.created_at)}
              title={row.scheme_name}
              facts={[row.unit_name, `${row.counts.rows} ${t('proposals.count_rows')}`]}
            />
          )}
          empty={{ text: t('proposals.empty'), icon: 'links', action }}
        />
      </div>
      {making && <MakeDialog onClose={() => setMaking(false)} />}
    </LiaisonFrame>
  );
}
