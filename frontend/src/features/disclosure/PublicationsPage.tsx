import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, Tag, useList, useUnits } from '#/ui';
import { ClassesDialog } from './ClassesDialog';
import { type Publication, STATES } from './model';
import { PublicationDialog } from './PublicationDialog';
import { disclosure } from './texts';

const route = getRouteApi('/_in/publications/');
const tones = { draft: 'amber', reviewed: 'blue', published: 'green', withdrawn: 'grey' } as const;

export function StateTag({ of }: { of: Publication }) {
  const t = useT(disclosure);
  return (
    <Tag tone={tones[of.state]} dot>
      {t(`disclosure.state_${of.state}`)}
    </Tag>
  );
}

/** What the own units publish, drafts too. */
export function PublicationsPage() {
  const t = useT(disclosure);
  const format = useFormat();
  const units = useUnits();
  const mayWrite = useCan('publications:write');
  const mayReview = useCan('publications:review');
  const list = useList(route.useSearch());
  const [asked, setAsked] = useState<'write' | 'classes' | null>(null);
  const close = () => setAsked(null);
  const classes = api.useQuery('get', '/api/v1/disclosure-classes');
  const query = api.useQuery(
    'get',
    '/api/v1/publications',
    { params: { query: listQuery('/api/v1/publications', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const add = mayWrite && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAsked('write')}>
      {t('disclosure.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('disclosure.title')}
        note={t('disclosure.note')}
        actions={
          <>
            <Button variant="default" component="a" href="/disclosure" target="_blank" rel="noreferrer">
              {t('disclosure.public_page')}
            </Button>
            {mayReview && (
              <Button variant="default" onClick={() => setAsked('classes')}>
                {t('disclosure.classes')}
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
            label: t('disclosure.state'),
            multiple: true,
            choices: STATES.map((value) => ({ value, label: t(`disclosure.state_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'class_id',
            label: t('disclosure.class'),
            choices: (classes.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
          },
          { kind: 'choice', name: 'unit_id', label: t('disclosure.unit'), choices: units.choices },
          {
            kind: 'choice',
            name: 'waiting_for_me',
            label: t('disclosure.filter_waiting_for_me'),
            rare: true,
            choices: [
              { value: 'true', label: t('disclosure.waiting_true') },
              { value: 'false', label: t('disclosure.waiting_false') },
            ],
          },
        ]}
      />
      <DataTable
        id="publications"
        label={t('disclosure.title')}
        list={list}
        query={query}
        exported={{ of: 'publications' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/publications/$id', params: { id: row.id } })}
        columns={[
          { id: 'title', header: t('disclosure.name'), main: true, cell: (row) => row.title },
          { id: 'class', header: t('disclosure.class'), cell: (row) => row.class_name },
          { id: 'unit', header: t('disclosure.unit'), cell: (row) => row.unit_name },
          { id: 'author', header: t('disclosure.author'), cell: (row) => row.author_name },
          {
            id: 'published_on',
            header: t('disclosure.published_on'),
            cell: (row) => row.published_on && format.shortDate(row.published_on),
          },
          {
            id: 'updated_at',
            header: t('disclosure.updated_at'),
            sort: 'updated_at',
            hidden: true,
            cell: (row) => format.dateTime(row.updated_at),
          },
          { id: 'state', header: t('disclosure.state'), cell: (row) => <StateTag of={row} /> },
        ]}
        card={(row) => (
          <Card
            tag={<StateTag of={row} />}
            corner={row.class_name}
            title={row.title}
            facts={[row.unit_name, row.author_name]}
            end={row.published_on && format.shortDate(row.published_on)}
          />
        )}
        empty={{ text: t('disclosure.empty'), icon: 'eye', action: add }}
      />
      {asked === 'write' && <PublicationDialog onClose={close} />}
      {asked === 'classes' && <ClassesDialog onClose={close} />}
    </>
  );
}
