import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, useList, useUnits } from '#/ui';
import { EvaluationTabs } from '../EvaluationTabs';
import { ROUND_STATES } from '../model';
import { RoundTags } from '../Tags';
import { evaluation } from '../texts';
import { RoundDialog } from './RoundDialog';

const route = getRouteApi('/_in/evaluation/');

/** The rounds of evaluation one holds or takes part in. */
export function RoundsPage() {
  const t = useT(evaluation);
  const format = useFormat();
  const units = useUnits();
  const holds = useCan('evaluation:write');
  const list = useList(route.useSearch());
  const [adding, setAdding] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/evaluation-rounds',
    { params: { query: listQuery('/api/v1/evaluation-rounds', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const add = holds && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('evaluation.add')}
    </Button>
  );
  const period = (row: { period_from: string; period_to: string }) =>
    `${format.shortDate(row.period_from)} – ${format.shortDate(row.period_to)}`;
  return (
    <>
      <PageHeader title={t('evaluation.title')} note={t('evaluation.note')} actions={add} />
      <EvaluationTabs />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('evaluation.state'),
            multiple: true,
            choices: ROUND_STATES.map((value) => ({ value, label: t(`evaluation.state_${value}`) })),
          },
          ...(holds
            ? [
                {
                  kind: 'choice' as const,
                  name: 'unit_id',
                  label: t('evaluation.unit'),
                  choices: units.choices,
                },
              ]
            : []),
        ]}
      />
      <DataTable
        exported={{ of: 'evaluation_rounds' }}
        id="evaluation-rounds"
        label={t('evaluation.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/evaluation/$id', params: { id: row.id } })}
        columns={[
          { id: 'title', header: t('evaluation.name'), main: true, cell: (row) => row.title },
          { id: 'unit', header: t('evaluation.unit'), cell: (row) => row.unit_name },
          { id: 'period', header: t('evaluation.period'), sort: 'period_to', cell: period },
          {
            id: 'closes_at',
            header: t('evaluation.closes_at'),
            cell: (row) => (row.closes_at ? format.dateTime(row.closes_at) : '—'),
          },
          {
            id: 'objects',
            header: t('evaluation.object_count'),
            align: 'right',
            cell: (row) => format.number(row.object_count),
          },
          { id: 'state', header: t('evaluation.state'), cell: (row) => <RoundTags of={row} /> },
          { id: 'scheme', header: t('evaluation.scheme'), hidden: true, cell: (row) => row.scheme_title },
        ]}
        card={(row) => (
          <Card
            tag={<RoundTags of={row} />}
            corner={period(row)}
            title={row.title}
            facts={[row.unit_name]}
            end={row.closes_at ? format.dateTime(row.closes_at) : undefined}
          />
        )}
        empty={{
          icon: 'check',
          text: t(holds ? 'evaluation.empty' : 'evaluation.empty_part'),
          action: add,
        }}
      />
      {adding && <RoundDialog onClose={() => setAdding(false)} />}
    </>
  );
}
