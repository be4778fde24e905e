import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, useList, useUnits } from '#/ui';
import { ClassDialog } from './ClassDialog';
import { families } from './texts';

const route = getRouteApi('/_in/classes/');

export function ClassesPage() {
  const t = useT(families);
  const me = useMe();
  const list = useList(route.useSearch());
  const mayWrite = useCan('families:write');
  const { choices } = useUnits();
  const [adding, setAdding] = useState(false);
  const years = api.useQuery('get', '/api/v1/school-years', { params: { query: { limit: 50 } } });
  // Without a choice: the classes of now, not those of years gone by.
  const now: Record<string, string> = list.search.school_year_id ? {} : { on: today() };
  const query = api.useQuery(
    'get',
    '/api/v1/classes',
    { params: { query: listQuery('/api/v1/classes', { ...now, ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const add = mayWrite && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('families.add_class')}
    </Button>
  );
  const actions = (
    <>
      <Button component={Link} to="/teaching" variant="default">
        {t('families.teaching')}
      </Button>
      {add}
    </>
  );
  return (
    <>
      <PageHeader title={t('families.classes')} note={t('families.classes_note')} actions={actions} />
      <FilterBar
        list={list}
        placeholder={t('families.class_search')}
        filters={[
          { kind: 'choice', name: 'unit_id', label: t('families.unit'), choices },
          {
            kind: 'choice',
            name: 'grade',
            label: t('families.grade'),
            choices: [1, 2, 3, 4, 5, 6].map((n) => ({
              value: String(n),
              label: t('families.grade_n', { n }),
            })),
          },
          {
            kind: 'choice',
            name: 'school_year_id',
            label: t('families.school_year'),
            otherwise: t('families.this_year'),
            choices: (years.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          ...(me.person
            ? [
                {
                  kind: 'choice' as const,
                  name: 'mine',
                  label: t('families.mine'),
                  choices: [{ value: 'true', label: t('families.mine_classes') }],
                },
              ]
            : []),
        ]}
      />
      <DataTable
        id="classes"
        label={t('families.classes')}
        list={list}
        query={query}
        exported={{ of: 'classes', fixed: now }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/classes/$id', params: { id: row.id } })}
        columns={[
          { id: 'name', header: t('families.class'), sort: 'name', main: true, cell: (row) => row.name },
          { id: 'unit', header: t('families.unit'), cell: (row) => row.unit_name },
          {
            id: 'grade',
            header: t('families.grade'),
            sort: 'grade',
            align: 'right',
            cell: (row) => row.grade,
          },
          { id: 'pupils', header: t('families.pupils'), align: 'right', cell: (row) => row.pupils },
          {
            id: 'homeroom',
            header: t('families.homeroom'),
            cell: (row) =>
              row.homeroom_person_name ?? <span className="muted">{t('families.no_homeroom')}</span>,
          },
        ]}
        card={(row) => (
          <Card
            title={row.name}
            corner={t('families.pupils_n', { count: row.pupils })}
            facts={[row.unit_name, row.homeroom_person_name ?? t('families.no_homeroom')]}
          />
        )}
        empty={{ text: t('families.classes_empty'), icon: 'classes', action: add }}
      />
      {adding && <ClassDialog onClose={() => setAdding(false)} />}
    </>
  );
}
