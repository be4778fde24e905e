import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Tag } from '#/ui';
import { useUnits } from '../useSchemes';
import type { Proposal, ProposalList } from './model';
import css from './Proposals.module.css';
import { proposals as texts } from './texts';

/** How many links each person holds before and after. */
export function ProposalPeople({ one, list }: { one: Proposal; list: ProposalList }) {
  const t = useT(texts);
  const format = useFormat();
  const units = useUnits();
  const { limit, cursor, sort, unit_id } = list.query;
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-proposals/{id}/people',
    {
      params: {
        path: { id: one.id },
        query: listQuery('/api/v1/liaison-proposals/{id}/people', {
          include_total: true,
          limit,
          cursor,
          sort,
          unit_id,
        }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  const over = (row: { after: number; max_load: number | null }) =>
    row.max_load !== null &&
    row.after > row.max_load && (
      <>
        {' '}
        <Tag tone="amber">{t('proposals.over')}</Tag>
      </>
    );
  return (
    <>
      <FilterBar
        list={list}
        filters={[{ kind: 'choice', name: 'unit_id', label: t('proposals.column_unit'), choices: units }]}
      />
      <DataTable
        id="liaison-proposal-people"
        label={t('proposals.tab_people')}
        list={list}
        query={query}
        rowKey={(row) => row.person_id}
        columns={[
          {
            id: 'person',
            header: t('proposals.person'),
            main: true,
            sort: 'name',
            cell: (row) => row.person_name,
          },
          { id: 'unit', header: t('proposals.column_unit'), cell: (row) => row.unit_name },
          {
            id: 'before',
            header: t('proposals.before'),
            align: 'right',
            cell: (row) => format.number(row.before),
          },
          {
            id: 'given',
            header: t('proposals.given'),
            align: 'right',
            cell: (row) => (row.given > 0 ? <span className={css.more}>+{row.given}</span> : '—'),
          },
          {
            id: 'taken_off',
            header: t('proposals.taken_off'),
            align: 'right',
            cell: (row) => (row.taken_off > 0 ? `−${row.taken_off}` : '—'),
          },
          {
            id: 'after',
            header: t('proposals.after'),
            align: 'right',
            cell: (row) => (
              <>
                <b>{format.number(row.after)}</b>
                {over(row)}
              </>
            ),
          },
          {
            id: 'limit',
            header: t('proposals.limit'),
            align: 'right',
            cell: (row) => row.max_load ?? '—',
          },
        ]}
        card={(row) => (
          <Card
            title={row.person_name}
            facts={[row.unit_name]}
            end={
              <>
                {row.before} <span className={css.more}>+{row.given}</span>
                {row.taken_off > 0 && ` −${row.taken_off}`} = <b>{row.after}</b>
                {over(row)}
              </>
            }
          />
        )}
        empty={{ icon: 'check', text: t('proposals.people_empty') }}
      />
    </>
  );
}
