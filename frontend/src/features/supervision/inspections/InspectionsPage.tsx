import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ButtonLink,
  Card,
  DataTable,
  FigureLink,
  FilterBar,
  Icon,
  PageHeader,
  Tag,
  useList,
  useUnits,
} from '#/ui';
import { InspectionDialog } from './InspectionDialog';
import { StateTag } from './InspectionTags';
import { KINDS, LEVELS, STATES } from './model';
import { inspections } from './texts';

const route = getRouteApi('/_in/inspections/');

/** The list of inspections. */
export function InspectionsPage() {
  const t = useT(inspections);
  const format = useFormat();
  const units = useUnits();
  const mayRecord = useCan('inspections:write');
  const mayOpen = useCan('inspection-access:manage');
  const list = useList(route.useSearch());
  const [adding, setAdding] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/inspections',
    { params: { query: listQuery('/api/v1/inspections', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const add = mayRecord && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('inspections.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('inspections.title')}
        note={t('inspections.note')}
        actions={
          <>
            {mayOpen && (
              <ButtonLink variant="default" to="/inspection-access">
                {t('inspections.access')}
              </ButtonLink>
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
            label: t('inspections.state'),
            multiple: true,
            choices: STATES.map((value) => ({ value, label: t(`inspections.state_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'level',
            label: t('inspections.level'),
            multiple: true,
            choices: LEVELS.map((value) => ({ value, label: t(`inspections.level_${value}`) })),
          },
          { kind: 'choice', name: 'unit_id', label: t('inspections.unit'), choices: units.choices },
          {
            kind: 'choice',
            name: 'kind',
            label: t('inspections.kind'),
            rare: true,
            choices: KINDS.map((value) => ({ value, label: t(`inspections.kind_${value}`) })),
          },
          { kind: 'date', name: 'begins_on[gte]', label: t('inspections.from'), rare: true },
          { kind: 'date', name: 'begins_on[lte]', label: t('inspections.until'), rare: true },
        ]}
      />
      <DataTable
        id="inspections"
        label={t('inspections.title')}
        list={list}
        query={query}
        exported={{ of: 'inspections' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/inspections/$id', params: { id: row.id } })}
        columns={[
          { id: 'title', header: t('inspections.name'), main: true, cell: (row) => row.title },
          { id: 'unit', header: t('inspections.unit'), cell: (row) => row.unit_name },
          { id: 'body', header: t('inspections.body'), cell: (row) => row.body },
          { id: 'level', header: t('inspections.level'), cell: (row) => t(`inspections.level_${row.level}`) },
          {
            id: 'begins_on',
            header: t('inspections.begins_on'),
            sort: 'begins_on',
            cell: (row) => format.shortDate(row.begins_on),
          },
          {
            id: 'found',
            header: t('inspections.found_count'),
            align: 'right',
            cell: (row) =>
              row.findings.value > 0 ? (
                <FigureLink query={row.findings.query} label={t('inspections.found_count')}>
                  {format.number(row.findings.value)}
                </FigureLink>
              ) : (
                '—'
              ),
          },
          {
            id: 'state',
            header: t('inspections.state'),
            cell: (row) => (
              <span className="row">
                <StateTag of={row} />
                {row.warnings.length > 0 && <Tag tone="amber">{t('inspections.warning')}</Tag>}
              </span>
            ),
          },
          {
            id: 'kind',
            header: t('inspections.kind'),
            hidden: true,
            cell: (row) => t(`inspections.kind_${row.kind}`),
          },
          {
            id: 'list_number',
            header: t('inspections.list_number'),
            hidden: true,
            cell: (row) => row.list_number,
          },
        ]}
        card={(row) => (
          <Card
            tag={<StateTag of={row} />}
            corner={t(`inspections.level_${row.level}`)}
            title={row.title}
            facts={[row.unit_name, row.body]}
            end={format.shortDate(row.begins_on)}
          />
        )}
        empty={{ text: t('inspections.empty'), icon: 'search', action: add }}
      />
      {adding && <InspectionDialog onClose={() => setAdding(false)} />}
    </>
  );
}
