import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, useList } from '#/ui';
import { EvaluationTabs } from '../EvaluationTabs';
import { OBJECTION_STATES } from '../results/model';
import { ObjectionTag } from '../results/Tags';
import { results } from '../results/texts';

const route = getRouteApi('/_in/evaluation/objections/');
const PATH = '/api/v1/evaluation-objections';

/** Objections to results: mine, and those I decide on. */
export function ObjectionsPage() {
  const t = useT(results);
  const format = useFormat();
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const first = query.data?.items[0];
  return (
    <>
      <PageHeader title={t('results.objections_title')} note={t('results.objections_note')} />
      <EvaluationTabs />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('results.state'),
            multiple: true,
            choices: OBJECTION_STATES.map((value) => ({ value, label: t(`results.state_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'own',
            label: t('results.own_filter'),
            choices: [
              { value: 'true', label: t('results.own_true') },
              { value: 'false', label: t('results.own_false') },
            ],
          },
          {
            kind: 'fixed',
            name: 'round_id',
            label: t('results.round'),
            shown: () => first?.round_title ?? '',
          },
        ]}
      />
      <DataTable
        exported={{ of: 'evaluation_objections' }}
        id="evaluation-objections"
        label={t('results.objections_title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/evaluation/objections/$id', params: { id: row.id } })}
        columns={[
          { id: 'object', header: t('results.object'), main: true, cell: (row) => row.object_name },
          { id: 'post', header: t('results.post'), cell: (row) => row.post },
          { id: 'round', header: t('results.round'), cell: (row) => row.round_title },
          { id: 'filed_by', header: t('results.filed_by'), cell: (row) => row.filed_by_name },
          { id: 'state', header: t('results.state'), cell: (row) => <ObjectionTag of={row} /> },
          {
            id: 'created_at',
            header: t('results.filed_at'),
            sort: 'created_at',
            cell: (row) => format.dateTime(row.created_at),
          },
        ]}
        card={(row) => (
          <Card
            tag={<ObjectionTag of={row} />}
            corner={format.ago(row.created_at)}
            title={row.object_name}
            facts={[row.round_title, row.filed_by_name]}
          />
        )}
        empty={{ text: t('results.objections_empty'), icon: 'message' }}
      />
    </>
  );
}
