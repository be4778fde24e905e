import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, Tag, useList, usePhone } from '#/ui';
import { LinkDialog } from './dialogs';
import { liaison } from './texts';
import { type LiaisonTarget, targetKey, useSchemes, useUnits } from './useSchemes';

const route = getRouteApi('/_in/liaison/targets');

/** The targets of a scheme: gaps, covered ones, or all; a gap is closed from here. */
export function TargetsPage() {
  const t = useT(liaison);
  const format = useFormat();
  const phone = usePhone();
  const list = useList(route.useSearch());
  const schemes = useSchemes();
  const units = useUnits();
  const mayWrite = useCan('liaison:write');
  const [linking, setLinking] = useState<LiaisonTarget | null>(null);
  const scheme = list.search.scheme ?? 'leader_branch';
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-coverage/targets',
    {
      params: {
        query: listQuery('/api/v1/liaison-coverage/targets', { include_total: true, ...list.query, scheme }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  const who = (target: LiaisonTarget) =>
    target.links.map((link) => link.person_name).join('、') || <Tag tone="amber">{t('liaison.nobody')}</Tag>;
  const contact = (target: LiaisonTarget) => {
    if (target.links.length === 0) return '—';
    const last = target.links.flatMap((link) => link.last_contact_on ?? []).sort();
    const day = last[last.length - 1];
    return day ? t('liaison.contacted_ago', { ago: format.ago(day) }) : t('liaison.no_contact');
  };
  const heading = { true: 'liaison.targets_covered', false: 'liaison.targets_gaps' } as const;
  const covered = list.search.covered;
  const title = covered === 'true' || covered === 'false' ? t(heading[covered]) : t('liaison.targets_title');
  return (
    <>
      <PageHeader title={title} note={schemes.find((one) => one.code === scheme)?.name} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'scheme',
            label: t('liaison.scheme'),
            choices: schemes.map((one) => ({ value: one.code, label: one.name })),
          },
          {
            kind: 'choice',
            name: 'covered',
            label: t('liaison.covered'),
            choices: [
              { value: 'true', label: t('liaison.covered_true') },
              { value: 'false', label: t('liaison.covered_false') },
            ],
          },
          { kind: 'choice', name: 'unit_id', label: t('liaison.unit'), choices: units },
          { kind: 'date', name: 'on', label: t('liaison.on') },
        ]}
      />
      <DataTable
        id="liaison-targets"
        label={title}
        list={list}
        query={query}
        exported={{ of: 'liaison_targets' }}
        rowKey={targetKey}
        columns={[
          {
            id: 'target',
            header: t('liaison.target'),
            main: true,
            sort: 'name',
            cell: (row) => row.target_name,
          },
          { id: 'unit', header: t('liaison.unit'), cell: (row) => row.unit_name },
          { id: 'people', header: t('liaison.person'), cell: who },
          { id: 'contact', header: t('liaison.last_contact'), cell: contact },
          {
            id: 'moves',
            header: t('common.actions'),
            buttons: true,
            align: 'right',
            cell: (row) =>
              mayWrite && (
                <Button
                  size="sm"
                  variant={row.links.length === 0 ? 'light' : 'default'}
                  aria-label={`${t('liaison.link_now')} ${row.target_name}`}
                  onClick={() => setLinking(row)}
                >
                  {t('liaison.link_now')}
                </Button>
              ),
          },
        ]}
        card={(row) => (
          <Card
            title={row.target_name}
            facts={[
              row.unit_name,
              row.links.map((link) => link.person_name).join('、') || t('liaison.nobody'),
            ]}
            end={
              mayWrite && phone ? (
                <Button size="sm" variant="light" onClick={() => setLinking(row)}>
                  {t('liaison.link_now')}
                </Button>
              ) : null
            }
          />
        )}
        empty={{ text: t('liaison.targets_empty'), icon: 'check' }}
      />
      {linking && <LinkDialog scheme={scheme} target={linking} onClose={() => setLinking(null)} />}
    </>
  );
}
