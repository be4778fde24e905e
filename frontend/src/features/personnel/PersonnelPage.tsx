import { Button } from '@mantine/core';
import { getRouteApi, linkOptions, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, Tag, useList, useUnits } from '#/ui';
import { NewPersonDialog } from './NewPersonDialog';
import { personnel } from './texts';
import { type Person, POSTS, RANKS, STATUSES } from './words';

const route = getRouteApi('/_in/personnel/');

export function PersonnelPage() {
  const t = useT(personnel);
  const list = useList(route.useSearch());
  const navigate = useNavigate();
  const mayWrite = useCan('personnel:write');
  const { choices } = useUnits();
  const [adding, setAdding] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/personnel',
    { params: { query: listQuery('/api/v1/personnel', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const posts = (person: Person) => [
    ...new Set(person.posts.map((held) => t(`personnel.post_${held.post}`))),
  ];
  const add = mayWrite && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('personnel.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('personnel.title')} note={t('personnel.note')} actions={add} />
      <FilterBar
        list={list}
        placeholder={t('personnel.search')}
        filters={[
          { kind: 'choice', name: 'unit_id', label: t('personnel.unit'), choices },
          {
            kind: 'choice',
            name: 'rank',
            label: t('personnel.rank'),
            multiple: true,
            choices: RANKS.map((value) => ({ value, label: t(`terms.rank_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'post',
            label: t('personnel.post'),
            choices: POSTS.map((value) => ({ value, label: t(`personnel.post_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'employment_status',
            label: t('personnel.status'),
            choices: STATUSES.map((value) => ({ value, label: t(`personnel.status_${value}`) })),
          },
        ]}
      />
      <DataTable
        id="personnel"
        label={t('personnel.title')}
        list={list}
        query={query}
        exported={{ of: 'personnel' }}
        rowKey={(person) => person.id}
        rowLink={(person) => linkOptions({ to: '/personnel/$id', params: { id: person.id } })}
        columns={[
          {
            id: 'name',
            header: t('personnel.name'),
            sort: 'name',
            main: true,
            width: 140,
            cell: (person) => person.name,
          },
          { id: 'unit', header: t('personnel.unit'), cell: (person) => person.unit_name },
          {
            id: 'rank',
            header: t('personnel.rank'),
            cell: (person) => person.rank && t(`terms.rank_${person.rank}`),
          },
          { id: 'posts', header: t('personnel.posts'), cell: (person) => posts(person).join('、') },
          { id: 'phone', header: t('personnel.phone'), cell: (person) => person.phone },
          {
            id: 'status',
            header: t('personnel.status'),
            cell: (person) => (
              <Tag tone={person.employment_status === 'active' ? 'green' : 'grey'}>
                {t(`personnel.status_${person.employment_status}`)}
              </Tag>
            ),
          },
          {
            id: 'staff_number',
            header: t('personnel.staff_number'),
            hidden: true,
            cell: (person) => person.staff_number,
          },
        ]}
        card={(person) => (
          <Card
            title={person.name}
            corner={person.phone}
            tag={person.rank && <Tag>{t(`terms.rank_${person.rank}`)}</Tag>}
            facts={[person.unit_name, posts(person).join('、')]}
          />
        )}
        empty={{ text: t('personnel.empty'), icon: 'people', action: add }}
      />
      {adding && (
        <NewPersonDialog
          onClose={() => setAdding(false)}
          onDone={(id) => void navigate({ to: '/personnel/$id', params: { id } })}
        />
      )}
    </>
  );
}
