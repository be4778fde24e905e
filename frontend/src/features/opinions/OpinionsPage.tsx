import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, type Filter, FilterBar, Icon, PageHeader, useList, useUnits } from '#/ui';
import { LimitsDialog } from './LimitsDialog';
import { LEVELS, STATES } from './model';
import { OpinionDialog } from './OpinionDialog';
import { Due, LevelTag, StateTag } from './Tags';
import { opinions } from './texts';

const route = getRouteApi('/_in/opinions/');

/** What is said of the school in public. */
export function OpinionsPage() {
  const t = useT(opinions);
  const format = useFormat();
  const units = useUnits();
  const mayRecord = useCan('opinions:write');
  const maySet = useCan('publications:review');
  const list = useList(route.useSearch());
  const [asked, setAsked] = useState<'record' | 'limits' | null>(null);
  const close = () => setAsked(null);
  const query = api.useQuery(
    'get',
    '/api/v1/opinion-items',
    { params: { query: listQuery('/api/v1/opinion-items', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const first = query.data?.items[0];
  const flag = (name: 'my_turn' | 'overdue'): Filter => ({
    kind: 'choice',
    name,
    label: t(`opinions.filter_${name}`),
    choices: [
      { value: 'true', label: t(`opinions.${name}_true`) },
      { value: 'false', label: t(`opinions.${name}_false`) },
    ],
  });
  const add = mayRecord && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAsked('record')}>
      {t('opinions.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('opinions.title')}
        note={t('opinions.note')}
        actions={
          <>
            {maySet && (
              <Button variant="default" onClick={() => setAsked('limits')}>
                {t('opinions.limits')}
              </Button>
            )}
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('opinions.state'),
            multiple: true,
            choices: STATES.map((value) => ({ value, label: t(`opinions.state_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'level',
            label: t('opinions.level'),
            multiple: true,
            choices: LEVELS.map((value) => ({ value, label: t(`opinions.level_${value}`) })),
          },
          flag('overdue'),
          flag('my_turn'),
          { kind: 'choice', name: 'unit_id', label: t('opinions.unit'), choices: units.choices },
          {
            kind: 'fixed',
            name: 'responder_id',
            label: t('opinions.responder'),
            shown: () => first?.responder_name ?? '',
          },
          {
            kind: 'fixed',
            name: 'ledger_entry_id',
            label: t('opinions.entry'),
            shown: () => first?.ledger_entry_number ?? '',
          },
        ]}
      />
      <DataTable
        id="opinions"
        label={t('opinions.title')}
        list={list}
        query={query}
        exported={{ of: 'opinion_items' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/opinions/$id', params: { id: row.id } })}
        columns={[
          { id: 'summary', header: t('opinions.summary'), main: true, cell: (row) => row.summary },
          { id: 'source', header: t('opinions.source'), cell: (row) => row.source },
          { id: 'level', header: t('opinions.level'), cell: (row) => <LevelTag of={row} /> },
          { id: 'unit', header: t('opinions.unit'), cell: (row) => row.unit_name },
          { id: 'responder', header: t('opinions.responder'), cell: (row) => row.responder_name },
          { id: 'due_at', header: t('opinions.due_at'), sort: 'due_at', cell: (row) => <Due of={row} /> },
          { id: 'state', header: t('opinions.state'), cell: (row) => <StateTag of={row} /> },
          {
            id: 'seen_at',
            header: t('opinions.seen_at'),
            sort: 'seen_at',
            hidden: true,
            cell: (row) => format.dateTime(row.seen_at),
          },
        ]}
        card={(row) => (
          <Card
            tag={<StateTag of={row} />}
            corner={t(`opinions.level_${row.level}`)}
            title={row.summary}
            facts={[row.source, row.responder_name]}
            end={<Due of={row} />}
          />
        )}
        empty={{ text: t('opinions.empty'), icon: 'message', action: add }}
      />
      {asked === 'record' && <OpinionDialog onClose={close} />}
      {asked === 'limits' && <LimitsDialog onClose={close} />}
    </>
  );
}
