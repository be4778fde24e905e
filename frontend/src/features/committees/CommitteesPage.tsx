import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, useList, usePhone, useUnits } from '#/ui';
import { CommitteeDialog } from './CommitteeDialog';
import type { FamilyCommittee } from './model';
import { committees } from './texts';

const route = getRouteApi('/_in/committees/');

/** The family committees one may see. */
export function CommitteesPage() {
  const t = useT(committees);
  const format = useFormat();
  const phone = usePhone();
  const units = useUnits();
  const mayForm = useCan('families:write');
  const list = useList(route.useSearch());
  const [adding, setAdding] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/family-committees',
    { params: { query: listQuery('/api/v1/family-committees', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const term = (row: FamilyCommittee) =>
    row.ends_on
      ? t('committees.span', { from: format.shortDate(row.starts_on), to: format.shortDate(row.ends_on) })
      : t('committees.open_end', { from: format.shortDate(row.starts_on) });
  const chair = (row: FamilyCommittee) => row.members.find((one) => one.function === 'chair')?.name;
  const count = (row: FamilyCommittee) => t('committees.member_count', { count: row.members.length });
  const add = mayForm && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('committees.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('committees.title')}
        note={t('committees.note')}
        actions={
          <>
            {!phone && (
              <Button
                variant="default"
                leftSection={<Icon name="print" size={18} />}
                onClick={() => window.print()}
              >
                {t('common.print')}
              </Button>
            )}
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[
          { kind: 'choice', name: 'unit_id', label: t('committees.school'), choices: units.choices },
          { kind: 'date', name: 'on', label: t('committees.on'), rare: true },
        ]}
      />
      <DataTable
        id="family-committees"
        label={t('committees.title')}
        list={list}
        query={query}
        exported={{ of: 'family_committees' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/committees/$id', params: { id: row.id } })}
        columns={[
          { id: 'name', header: t('committees.name'), main: true, cell: (row) => row.name },
          { id: 'school', header: t('committees.school'), cell: (row) => row.unit_name },
          { id: 'term', header: t('committees.term'), sort: 'starts_on', cell: term },
          { id: 'chair', header: t('committees.chair'), cell: chair },
          { id: 'members', header: t('committees.members'), align: 'right', cell: count },
          {
            id: 'meetings',
            header: t('committees.meetings'),
            align: 'right',
            cell: (row) => t('committees.meeting_count', { count: row.meetings.value }),
          },
        ]}
        card={(row) => <Card title={row.name} corner={count(row)} facts={[chair(row), term(row)]} />}
        empty={{ text: t('committees.empty'), icon: 'people', action: add }}
      />
      {adding && <CommitteeDialog onClose={() => setAdding(false)} />}
    </>
  );
}
