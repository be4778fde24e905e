import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, useList } from '#/ui';
import { EvaluationTabs } from '../EvaluationTabs';
import { SCHEME_STATES } from '../model';
import { SchemeDialog } from './SchemeDialog';
import { SchemeTags } from './SchemeTags';
import { schemes } from './texts';

const route = getRouteApi('/_in/evaluation/schemes/');

/** The schemes by which one's units evaluate. */
export function SchemesPage() {
  const t = useT(schemes);
  const format = useFormat();
  const writes = useCan('evaluation:write');
  const list = useList(route.useSearch());
  const [adding, setAdding] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/evaluation-schemes',
    { params: { query: listQuery('/api/v1/evaluation-schemes', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const add = writes && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('schemes.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('schemes.title')} note={t('schemes.note')} actions={add} />
      <EvaluationTabs />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('schemes.state'),
            multiple: true,
            choices: SCHEME_STATES.map((value) => ({ value, label: t(`schemes.state_${value}`) })),
          },
        ]}
      />
      <DataTable
        exported={{ of: 'evaluation_schemes' }}
        id="evaluation-schemes"
        label={t('schemes.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/evaluation/schemes/$id', params: { id: row.id } })}
        columns={[
          { id: 'title', header: t('schemes.name'), main: true, cell: (row) => row.title },
          { id: 'unit', header: t('schemes.unit'), cell: (row) => row.unit_name },
          {
            id: 'effective_from',
            header: t('schemes.effective_from'),
            sort: 'effective_from',
            cell: (row) => format.shortDate(row.effective_from),
          },
          {
            id: 'effective_to',
            header: t('schemes.effective_to'),
            cell: (row) => (row.effective_to ? format.shortDate(row.effective_to) : '—'),
          },
          { id: 'state', header: t('schemes.state'), cell: (row) => <SchemeTags of={row} /> },
        ]}
        card={(row) => (
          <Card
            tag={<SchemeTags of={row} />}
            corner={format.shortDate(row.effective_from)}
            title={row.title}
            facts={[row.unit_name]}
          />
        )}
        empty={{ icon: 'plan', text: t(writes ? 'schemes.empty' : 'schemes.empty_reader'), action: add }}
      />
      {adding && <SchemeDialog onClose={() => setAdding(false)} />}
    </>
  );
}
