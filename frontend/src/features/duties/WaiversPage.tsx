import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, Tag, useList, useUnits } from '#/ui';
import { Proposals } from './Proposals';
import { useWaiverWords, WAIVER_KINDS, WAIVER_STATES, type Waiver, waiverTone } from './waiver';
import { waivers } from './waiver-texts';

const route = getRouteApi('/_in/duties/waivers/');

/** Waivers: my own, those of my staff, those I decide about. */
export function WaiversPage() {
  const t = useT(waivers);
  const format = useFormat();
  const words = useWaiverWords();
  const asks = useCan('waivers:request');
  const decides = useCan('waivers:decide');
  const list = useList(route.useSearch());
  const { choices } = useUnits();
  const path = '/api/v1/waivers';
  const query = api.useQuery(
    'get',
    path,
    { params: { query: listQuery(path, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const create = asks && (
    <Button component={Link} to="/duties/waivers/new" leftSection={<Icon name="plus" size={18} />}>
      {t('waivers.new')}
    </Button>
  );
  const state = (row: Waiver) => (
    <Tag tone={waiverTone[row.state]} dot>
      {t(`terms.waiver_${row.state}`)}
    </Tag>
  );
  return (
    <>
      <PageHeader title={t('waivers.title')} note={t('waivers.note')} actions={create} />
      {asks && <Proposals />}
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('waivers.state'),
            multiple: true,
            choices: WAIVER_STATES.map((value) => ({ value, label: t(`terms.waiver_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'kind',
            label: t('waivers.kind'),
            multiple: true,
            choices: WAIVER_KINDS.map((value) => ({ value, label: t(`terms.waiver_kind_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'unit_id',
            label: t('waivers.unit'),
            choices,
          },
          ...(asks
            ? [
                {
                  kind: 'choice' as const,
                  name: 'mine',
                  label: t('waivers.view'),
                  choices: [{ value: 'true', label: t('waivers.mine') }],
                },
              ]
            : []),
          ...(decides
            ? [
                {
                  kind: 'choice' as const,
                  name: 'waiting_for_me',
                  label: t('waivers.to_decide'),
                  choices: [{ value: 'true', label: t('waivers.to_decide') }],
                },
              ]
            : []),
        ]}
      />
      <DataTable
        id="waivers"
        label={t('waivers.title')}
        list={list}
        query={query}
        exported={{ of: 'waivers' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/duties/waivers/$id', params: { id: row.id } })}
        columns={[
          { id: 'whose', header: t('waivers.person'), main: true, cell: words.whose },
          { id: 'unit', header: t('waivers.unit'), cell: (row) => row.unit_name },
          { id: 'duty', header: t('waivers.duty'), cell: words.duty },
          { id: 'kind', header: t('waivers.kind'), cell: (row) => t(`terms.waiver_kind_${row.kind}`) },
          { id: 'span', header: t('waivers.period'), sort: 'starts_on', cell: words.span },
          { id: 'amount', header: t('waivers.amount'), cell: words.amount },
          {
            id: 'requested',
            header: t('waivers.requested'),
            sort: 'requested_at',
            cell: (row) => format.shortDate(row.requested_at),
          },
          { id: 'state', header: t('waivers.state'), cell: state },
        ]}
        card={(row) => (
          <Card
            tag={state(row)}
            corner={format.shortDate(row.requested_at)}
            title={words.whose(row)}
            facts={[words.duty(row), words.span(row), words.amount(row)]}
          />
        )}
        empty={{ icon: 'duties', text: t('waivers.empty'), action: create }}
      />
    </>
  );
}
