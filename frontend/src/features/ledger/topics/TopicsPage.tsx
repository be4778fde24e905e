import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, useList } from '#/ui';
import { ledger } from '../texts';
import { TopicDialog } from './TopicDialog';
import { useCounted } from './useCounted';

const route = getRouteApi('/_in/ledger/topics/');

/** Topics (一类事): what several concerns are about. */
export function TopicsPage() {
  const t = useT(ledger);
  const format = useFormat();
  const counted = useCounted();
  const list = useList(route.useSearch());
  const mayKeep = useCan('ledger:topics');
  const [adding, setAdding] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/ledger-topics',
    { params: { query: listQuery('/api/v1/ledger-topics', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const add = mayKeep && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('ledger.topic_new')}
    </Button>
  );
  return (
    <>
      <PageHeader
        back={<Link to="/ledger">← {t('ledger.back')}</Link>}
        title={t('ledger.topics')}
        note={t('ledger.topics_note')}
        actions={add}
      />
      <FilterBar list={list} placeholder={t('ledger.topic_search')} filters={[]} />
      <DataTable
        exported={{ of: 'ledger_topics' }}
        id="ledger-topics"
        label={t('ledger.topics')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/ledger/topics/$id', params: { id: row.id } })}
        columns={[
          { id: 'title', header: t('ledger.topic_title'), main: true, cell: (row) => row.title },
          { id: 'unit', header: t('ledger.topic_unit'), cell: (row) => row.unit_name },
          { id: 'entries', header: t('ledger.topic_entries'), cell: counted },
          {
            id: 'created_at',
            header: t('ledger.registered_at'),
            sort: 'created_at',
            cell: (row) => format.shortDate(row.created_at),
          },
        ]}
        card={(row) => <Card title={row.title} facts={[row.unit_name, counted(row)]} />}
        empty={{ text: t('ledger.topic_empty'), action: add }}
      />
      {adding && <TopicDialog onClose={() => setAdding(false)} />}
    </>
  );
}
