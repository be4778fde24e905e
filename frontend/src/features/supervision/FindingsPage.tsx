import { Button } from '@mantine/core';
import { getRouteApi, linkOptions, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  Card,
  DataTable,
  type Filter,
  FilterBar,
  Icon,
  PageHeader,
  PrintButton,
  useList,
  usePhone,
  useUnits,
} from '#/ui';
import { FindingDialog } from './FindingDialog';
import { SOURCES, STATES, THEMES } from './model';
import { Due, StateTag } from './StateTag';
import { supervision } from './texts';

const route = getRouteApi('/_in/findings/');

/** The list of findings; printed it is the 整改台账. */
export function FindingsPage() {
  const t = useT(supervision);
  const format = useFormat();
  const phone = usePhone();
  const navigate = useNavigate();
  const units = useUnits();
  const mayRecord = useCan('findings:write');
  const { find, ...search } = route.useSearch();
  const list = useList(search);
  const [adding, setAdding] = useState(false);
  const query = api.useQuery(
    'get',
    '/api/v1/findings',
    { params: { query: listQuery('/api/v1/findings', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const { q: _q, sort: _sort, cursor: _cursor, limit: _limit, ...printed } = list.query;
  const first = query.data?.items[0];
  const flag = (name: 'mine' | 'overdue' | 'waiting_for_me'): Filter => ({
    kind: 'choice',
    name,
    label: t(`supervision.filter_${name}`),
    choices: [
      { value: 'true', label: t(`supervision.${name}_true`) },
      { value: 'false', label: t(`supervision.${name}_false`) },
    ],
  });
  const close = () => {
    setAdding(false);
    if (find) void navigate({ to: '/findings', search, replace: true });
  };
  const add = mayRecord && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
      {t('supervision.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('supervision.title')}
        note={t('supervision.note')}
        actions={
          <>
            {!phone && (
              <PrintButton
                form={() =>
                  client.GET('/api/v1/findings/form', {
                    params: { query: listQuery('/api/v1/findings/form', printed) },
                    parseAs: 'blob',
                  })
                }
                label={t('supervision.print')}
              />
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
            label: t('supervision.state'),
            multiple: true,
            choices: STATES.map((value) => ({ value, label: t(`terms.finding_${value}`) })),
          },
          flag('mine'),
          flag('overdue'),
          { ...flag('waiting_for_me'), rare: true },
          { kind: 'choice', name: 'unit_id', label: t('supervision.unit'), choices: units.choices },
          {
            kind: 'choice',
            name: 'source',
            label: t('supervision.source'),
            rare: true,
            choices: SOURCES.map((value) => ({ value, label: t(`supervision.source_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'theme',
            label: t('supervision.theme'),
            rare: true,
            choices: THEMES.map((value) => ({ value, label: t(`terms.study_theme_${value}`) })),
          },
          { kind: 'date', name: 'due_on[gte]', label: t('supervision.due_from'), rare: true },
          { kind: 'date', name: 'due_on[lte]', label: t('supervision.due_until'), rare: true },
          { kind: 'date', name: 'found_on[gte]', label: t('supervision.found_from'), rare: true },
          { kind: 'date', name: 'found_on[lte]', label: t('supervision.found_until'), rare: true },
          {
            kind: 'fixed',
            name: 'inspection_id',
            label: t('supervision.inspection'),
            shown: () => first?.inspection_title ?? '',
          },
          {
            kind: 'fixed',
            name: 'owner_id',
            label: t('supervision.owner'),
            shown: () => first?.owner_name ?? '',
          },
          {
            kind: 'fixed',
            name: 'person_id',
            label: t('supervision.person'),
            shown: () => first?.person_name ?? '',
          },
        ]}
      />
      <DataTable
        id="findings"
        label={t('supervision.print_title')}
        list={list}
        query={query}
        exported={{ of: 'findings' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/findings/$id', params: { id: row.id } })}
        columns={[
          { id: 'what', header: t('supervision.what'), main: true, cell: (row) => row.what },
          { id: 'unit', header: t('supervision.unit'), cell: (row) => row.unit_name },
          { id: 'owner', header: t('supervision.owner'), cell: (row) => row.owner_name },
          { id: 'measure', header: t('supervision.measure'), cell: (row) => row.measure },
          { id: 'due_on', header: t('supervision.due_on'), sort: 'due_on', cell: (row) => <Due of={row} /> },
          { id: 'state', header: t('supervision.state'), cell: (row) => <StateTag of={row} /> },
          {
            id: 'source',
            header: t('supervision.source'),
            hidden: true,
            cell: (row) => t(`supervision.source_${row.source}`),
          },
          {
            id: 'found_on',
            header: t('supervision.found_on'),
            sort: 'found_on',
            hidden: true,
            cell: (row) => format.shortDate(row.found_on),
          },
          { id: 'person', header: t('supervision.person'), hidden: true, cell: (row) => row.person_name },
          { id: 'result', header: t('supervision.result'), hidden: true, cell: (row) => row.result },
        ]}
        card={(row) => (
          <Card
            tag={<StateTag of={row} />}
            corner={t(`supervision.source_${row.source}`)}
            title={row.what}
            facts={[row.owner_name, row.unit_name]}
            end={<Due of={row} />}
          />
        )}
        empty={{ text: t('supervision.empty'), icon: 'flag', action: add }}
      />
      {(adding || find) && <FindingDialog theme={find} onClose={close} />}
    </>
  );
}
