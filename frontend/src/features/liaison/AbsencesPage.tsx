import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, type components, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, Tag, useList } from '#/ui';
import { coverage as texts } from './coverageTexts';
import { useSchemes, useUnits } from './useSchemes';

type AbsentLink = components['schemas']['AbsentLink'];

const route = getRouteApi('/_in/liaison/absences');

/** Links whose person had left or was on leave on a day: hand them over from here. */
export function AbsencesPage() {
  const t = useT(texts);
  const format = useFormat();
  const list = useList(route.useSearch());
  const schemes = useSchemes();
  const units = useUnits();
  const mayWrite = useCan('liaison:write');
  const scheme = list.search.scheme ?? 'leader_branch';
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-coverage/absences',
    {
      params: {
        query: listQuery('/api/v1/liaison-coverage/absences', { include_total: true, ...list.query, scheme }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  const reason = (row: AbsentLink) => (
    <Tag tone={row.reason === 'left' ? 'grey' : 'blue'}>{t(`coverage.reason_${row.reason}`)}</Tag>
  );
  const time = (row: AbsentLink) => {
    if (!row.since) return '—';
    const since = format.shortDate(row.since);
    if (row.reason === 'left') return t('coverage.last_day', { day: since });
    return row.until
      ? t('coverage.from_to', { from: since, to: format.shortDate(row.until) })
      : t('coverage.from_open', { from: since });
  };
  const move = (row: AbsentLink) =>
    mayWrite && (
      <Button
        component={Link}
        to="/liaison/handovers/new"
        search={{ from: row.person_id, name: row.person_name } as never}
        size="sm"
        variant="default"
        aria-label={`${t('coverage.hand_over')} ${row.person_name}`}
      >
        {t('coverage.hand_over')}
      </Button>
    );
  return (
    <>
      <PageHeader title={t('coverage.absences')} note={schemes.find((one) => one.code === scheme)?.name} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'scheme',
            label: t('coverage.scheme'),
            choices: schemes.map((one) => ({ value: one.code, label: one.name })),
          },
          {
            kind: 'choice',
            name: 'reason',
            label: t('coverage.reason'),
            choices: (['left', 'on_leave'] as const).map((value) => ({
              value,
              label: t(`coverage.reason_${value}`),
            })),
          },
          { kind: 'choice', name: 'unit_id', label: t('coverage.unit'), choices: units },
          { kind: 'date', name: 'on', label: t('coverage.on') },
        ]}
      />
      <DataTable
        id="liaison-absences"
        label={t('coverage.absences')}
        list={list}
        query={query}
        exported={{ of: 'liaison_absences', fixed: { scheme } }}
        rowKey={(row) => row.id}
        columns={[
          { id: 'person', header: t('coverage.person'), main: true, cell: (row) => row.person_name },
          { id: 'reason', header: t('coverage.reason'), cell: reason },
          { id: 'time', header: t('coverage.time'), cell: time },
          { id: 'target', header: t('coverage.target'), cell: (row) => row.target_name },
          { id: 'unit', header: t('coverage.unit'), cell: (row) => row.unit_name },
          {
            id: 'starts_on',
            header: t('coverage.linked_from'),
            sort: 'starts_on',
            cell: (row) => format.shortDate(row.starts_on),
          },
          { id: 'moves', header: t('common.actions'), buttons: true, align: 'right', cell: move },
        ]}
        card={(row) => (
          <>
            <Card
              tag={reason(row)}
              corner={time(row)}
              title={row.person_name}
              facts={[row.target_name, row.unit_name]}
            />
            {move(row)}
          </>
        )}
        empty={{ text: t('coverage.absences_empty'), icon: 'check' }}
      />
    </>
  );
}
