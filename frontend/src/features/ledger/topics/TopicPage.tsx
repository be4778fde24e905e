import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, ErrorState, FieldList, FigureLink, PageHeader, Skeleton, useList } from '#/ui';
import { Due } from '../Due';
import css from '../Ledger.module.css';
import { StateTag } from '../StateTag';
import { ledger } from '../texts';
import { TopicDialog } from './TopicDialog';
import { useCounted } from './useCounted';

const route = getRouteApi('/_in/ledger/topics/$id');

/** A topic with those of its entries that one may see. */
export function TopicPage() {
  const { id } = route.useParams();
  const t = useT(ledger);
  const counted = useCounted();
  const format = useFormat();
  const list = useList(route.useSearch());
  const [editing, setEditing] = useState(false);
  const found = api.useQuery('get', '/api/v1/ledger-topics/{id}', { params: { path: { id } } });
  const entries = api.useQuery(
    'get',
    '/api/v1/ledger-entries',
    { params: { query: listQuery('/api/v1/ledger-entries', { ...list.query, topic_id: id }) } },
    { placeholderData: (previous) => previous },
  );
  const back = <Link to="/ledger/topics">← {t('ledger.topic_back')}</Link>;
  const topic = found.data;
  if (!topic)
    return (
      <>
        <PageHeader back={back} title={t('ledger.topic')} />
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={6} />
          )}
        </div>
      </>
    );
  return (
    <>
      <PageHeader
        back={back}
        title={topic.title}
        note={counted(topic)}
        actions={
          topic.may_edit && (
            <Button variant="default" onClick={() => setEditing(true)}>
              {t('ledger.topic_edit')}
            </Button>
          )
        }
      />
      <section className={`sheet ${css.sheet}`} aria-label={t('ledger.topic')}>
        <p className={css.content}>{topic.summary}</p>
        <FieldList
          fields={[
            { label: t('ledger.topic_unit'), value: topic.unit_name },
            {
              label: t('ledger.topic_entries'),
              value: (
                <FigureLink query={topic.seen.query}>
                  {t('ledger.topic_seen', { count: topic.seen.value })}
                </FigureLink>
              ),
            },
            {
              label: t('ledger.topic_open'),
              value: topic.open === null ? t('ledger.topic_few') : format.number(topic.open),
            },
          ]}
        />
      </section>
      <DataTable
        id="ledger-topic"
        label={t('ledger.topic_entries')}
        list={list}
        query={entries}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/ledger/$id', params: { id: row.id } })}
        columns={[
          { id: 'number', header: t('ledger.number'), sort: 'number', cell: (row) => row.number },
          { id: 'title', header: t('ledger.concern'), main: true, cell: (row) => row.title },
          { id: 'unit', header: t('ledger.unit'), cell: (row) => row.unit_name },
          { id: 'state', header: t('ledger.state'), cell: (row) => <StateTag of={row} /> },
          { id: 'due', header: t('ledger.due'), sort: 'due_at', cell: (row) => <Due of={row} /> },
        ]}
        card={(row) => (
          <Card
            tag={<StateTag of={row} />}
            corner={row.number}
            title={row.title}
            facts={[row.unit_name]}
            end={<Due of={row} />}
          />
        )}
        empty={{ text: t('ledger.topic_entry_empty') }}
      />
      {editing && <TopicDialog topic={topic} onClose={() => setEditing(false)} />}
    </>
  );
}
