import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { api, type components, listQuery, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, useList, useUnits } from '#/ui';
import { families } from './texts';
import { useCurrentTerm } from './words';

const route = getRouteApi('/_in/households/');

export function HouseholdsPage() {
  const t = useT(families);
  const format = useFormat();
  const me = useMe();
  const term = useCurrentTerm();
  const { choices } = useUnits();
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    '/api/v1/households',
    { params: { query: listQuery('/api/v1/households', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  type Row = components['schemas']['Household'];
  const pupils = (row: Row) =>
    row.students.map((pupil) => [pupil.name, pupil.class_name].filter(Boolean).join(' ')).join('、');
  const guardian = (row: Row) => row.primary_guardian?.name;
  const visit = (row: Row) =>
    row.last_home_visit_on ? format.shortDate(row.last_home_visit_on) : t('families.never_visited');
  return (
    <>
      <PageHeader title={t('families.households')} note={t('families.households_note')} />
      <FilterBar
        list={list}
        placeholder={t('families.household_search')}
        filters={[
          { kind: 'choice', name: 'unit_id', label: t('families.unit'), choices },
          ...(term
            ? [
                {
                  kind: 'choice' as const,
                  name: 'unvisited_in_term',
                  label: t('families.visited'),
                  choices: [{ value: term.id, label: t('families.unvisited') }],
                },
              ]
            : []),
          ...(me.person
            ? [
                {
                  kind: 'choice' as const,
                  name: 'mine',
                  label: t('families.mine'),
                  choices: [{ value: 'true', label: t('families.mine_families') }],
                },
              ]
            : []),
        ]}
      />
      <DataTable
        id="households"
        label={t('families.households')}
        list={list}
        query={query}
        exported={{ of: 'households' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/households/$id', params: { id: row.id } })}
        columns={[
          {
            id: 'label',
            header: t('families.household'),
            sort: 'label',
            main: true,
            cell: (row) => row.label,
          },
          { id: 'pupils', header: t('families.pupils'), cell: pupils },
          { id: 'village', header: t('families.village'), cell: (row) => row.village },
          { id: 'guardian', header: t('families.guardian'), cell: guardian },
          { id: 'phone', header: t('families.phone'), cell: (row) => row.primary_guardian?.phone },
          { id: 'visit', header: t('families.last_visit'), cell: visit },
          { id: 'unit', header: t('families.unit'), hidden: true, cell: (row) => row.unit_name },
        ]}
        card={(row) => (
          <Card
            title={row.label}
            corner={row.village}
            facts={[pupils(row), guardian(row)]}
            end={visit(row)}
          />
        )}
        empty={{ text: t('families.households_empty'), icon: 'household' }}
      />
    </>
  );
}
