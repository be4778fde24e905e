import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, changed, client, ifMatch, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, notify, Tag } from '#/ui';
import { useUnits } from '../useSchemes';
import { ChangeDialog } from './ChangeDialog';
import { CAUSES, type Proposal, type ProposalList, type ProposalRow } from './model';
import css from './Proposals.module.css';
import { proposals as texts } from './texts';

/** For each target who is proposed and why; another person or left out from here. */
export function ProposalRows({ one, list }: { one: Proposal; list: ProposalList }) {
  const t = useT(texts);
  const format = useFormat();
  const units = useUnits();
  const [changing, setChanging] = useState<ProposalRow | null>(null);
  const { view: _view, ...filters } = list.query;
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-proposals/{id}/rows',
    {
      params: {
        path: { id: one.id },
        query: listQuery('/api/v1/liaison-proposals/{id}/rows', { include_total: true, ...filters }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  const mayEdit = one.allowed_moves.includes('edit');

  async function take(row: ProposalRow, taken: boolean) {
    try {
      await client.PATCH('/api/v1/liaison-proposals/{id}/rows/{row_id}', {
        params: { path: { id: one.id, row_id: row.id }, header: ifMatch(row.version) },
        body: { taken },
      });
      await changed('/api/v1/liaison-proposals');
    } catch (error) {
      notify.problem(error);
    }
  }

  const person = (row: ProposalRow) => {
    if (!row.person_name) return <Tag tone="amber">{t('proposals.nobody')}</Tag>;
    return (
      <>
        <span className={row.taken ? undefined : css.out}>{row.person_name}</span>
        {row.ends_on && (
          <span className="muted"> {t('proposals.until', { day: format.shortDate(row.ends_on) })}</span>
        )}
      </>
    );
  };
  const result = (row: ProposalRow) => {
    if (row.outcome === 'made') return <Tag tone="green">{t('proposals.outcome_made')}</Tag>;
    if (row.outcome) return <Tag tone="grey">{t(`proposals.outcome_${row.outcome}`)}</Tag>;
    return row.taken ? null : <Tag tone="grey">{t('proposals.left_out')}</Tag>;
  };
  const moves = (row: ProposalRow) =>
    mayEdit && (
      <span className="row">
        <Button
          size="sm"
          variant="default"
          aria-label={`${t('proposals.change')} ${row.target_name}`}
          onClick={() => setChanging(row)}
        >
          {t('proposals.change')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={`${t(row.taken ? 'proposals.leave_out' : 'proposals.take_again')} ${row.target_name}`}
          onClick={() => void take(row, !row.taken)}
        >
          {t(row.taken ? 'proposals.leave_out' : 'proposals.take_again')}
        </Button>
      </span>
    );
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'cause',
            label: t('proposals.cause'),
            choices: CAUSES.map((value) => ({ value, label: t(`proposals.cause_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'without_person',
            label: t('proposals.without_person'),
            choices: [
              { value: 'true', label: t('proposals.without_person_true') },
              { value: 'false', label: t('proposals.without_person_false') },
            ],
          },
          {
            kind: 'choice',
            name: 'taken',
            label: t('proposals.taken'),
            choices: [
              { value: 'true', label: t('proposals.taken_true') },
              { value: 'false', label: t('proposals.taken_false') },
            ],
          },
          { kind: 'choice', name: 'unit_id', label: t('proposals.column_unit'), choices: units },
          {
            kind: 'fixed',
            name: 'person_id',
            label: t('proposals.person'),
            shown: () => query.data?.items[0]?.person_name ?? t('proposals.person'),
          },
        ]}
      />
      <DataTable
        id="liaison-proposal-rows"
        label={t('proposals.tab_rows')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        columns={[
          { id: 'target', header: t('proposals.target'), main: true, cell: (row) => row.target_name },
          { id: 'unit', header: t('proposals.column_unit'), cell: (row) => row.unit_name },
          { id: 'cause', header: t('proposals.cause'), cell: (row) => t(`proposals.cause_${row.cause}`) },
          { id: 'from', header: t('proposals.from'), cell: (row) => row.from_person_name ?? '—' },
          { id: 'to', header: t('proposals.to'), cell: person },
          {
            id: 'ground',
            header: t('proposals.ground'),
            cell: (row) => row.ground && t(`proposals.ground_${row.ground}`),
          },
          { id: 'result', header: t('proposals.outcome'), cell: result },
          ...(mayEdit
            ? [
                {
                  id: 'moves',
                  header: t('common.actions'),
                  buttons: true,
                  align: 'right' as const,
                  cell: moves,
                },
              ]
            : []),
        ]}
        card={(row) => (
          <>
            <Card
              tag={result(row)}
              corner={t(`proposals.cause_${row.cause}`)}
              title={row.target_name}
              facts={[
                row.unit_name,
                row.person_name ?? t('proposals.nobody'),
                row.ground && t(`proposals.ground_${row.ground}`),
              ]}
            />
            {moves(row)}
          </>
        )}
        empty={{ icon: 'check', text: t('proposals.rows_empty') }}
      />
      {changing && <ChangeDialog one={one} row={changing} onClose={() => setChanging(null)} />}
    </>
  );
}
