import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useMe } from '#/api';
import { useT } from '#/i18n';
import { EmptyState, ErrorState, FilterBar, PageHeader, Skeleton, useList, useUnits } from '#/ui';
import css from './duties.module.css';
import { type Column, GridTable } from './GridTable';
import { TrendDialog } from './TrendDialog';
import { duties } from './texts';

const route = getRouteApi('/_in/duties/grid');

const ranks = [
  'school_leader',
  'deputy_leader',
  'middle_leader',
  'branch_principal',
  'kindergarten_principal',
  'teacher',
  'staff',
] as const;

/** A school at a glance: people × duties, units × their own duties; by unit and name only. */
export function GridPage() {
  const t = useT(duties);
  const me = useMe();
  const list = useList(route.useSearch());
  const { choices, units } = useUnits();
  const { unit_id, on } = list.search;
  const [trend, setTrend] = useState<Column | null>(null);
  const whole = unit_id ?? me.roles.find((role) => role.unit_id)?.unit_id;
  const path = '/api/v1/duty-progress/staff';
  const staff = api.useQuery(
    'get',
    path,
    { params: { query: listQuery(path, { ...list.query, limit: 200, sort: 'unit', include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const ofUnits = api.useQuery('get', '/api/v1/duty-progress/units', {
    params: { query: { limit: 200, ...(unit_id ? { unit_id } : {}), ...(on ? { on } : {}) } },
  });
  const plan = api.useQuery('get', '/api/v1/duties', {
    params: { query: { limit: 200 } },
  });
  const codes = [...new Map((plan.data?.items ?? []).map((duty) => [duty.code, duty.title]))];
  const rows = staff.data?.items ?? [];
  const rest = (staff.data?.total ?? 0) - rows.length;
  return (
    <>
      <PageHeader
        title={t('duties.grid')}
        note={t('duties.grid_note')}
        back={<Link to={me.person ? '/duties' : '/duties/staff'}>{t('duties.back')}</Link>}
        actions={
          <Button variant="default" className="no-print" onClick={() => window.print()}>
            {t('duties.print')}
          </Button>
        }
      />
      <FilterBar
        list={list}
        placeholder={t('duties.search')}
        filters={[
          { kind: 'choice', name: 'unit_id', label: t('duties.unit'), choices },
          {
            kind: 'choice',
            name: 'rank',
            label: t('duties.rank'),
            multiple: true,
            choices: ranks.map((value) => ({ value, label: t(`terms.rank_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'duty_code',
            label: t('duties.duty'),
            multiple: true,
            choices: codes.map(([value, label]) => ({ value, label })),
          },
          { kind: 'date', name: 'on', label: t('duties.on') },
        ]}
      />
      {staff.isPending && <Skeleton lines={12} height={28} />}
      {staff.error && !staff.data && (
        <div className="sheet">
          <ErrorState error={staff.error} onRetry={() => void staff.refetch()} />
        </div>
      )}
      {staff.data && rows.length === 0 && (
        <div className="sheet">
          <EmptyState icon="people" title={t('duties.grid_empty')} text={t('duties.staff_empty')} />
        </div>
      )}
      {rows.length > 0 && (
        <GridTable
          people={rows}
          units={(ofUnits.data?.items ?? []).filter((row) => row.cells.length > 0)}
          order={units.map((unit) => unit.id)}
          on={on}
          busy={staff.isFetching}
          onTrend={whole ? setTrend : undefined}
        />
      )}
      {trend && whole && (
        <TrendDialog
          title={trend.title}
          code={trend.code}
          whose={{ unit_id: whole }}
          on={on}
          onClose={() => setTrend(null)}
        />
      )}
      {(staff.data?.next || list.search.cursor) && (
        <div className={`${css.end} no-print`}>
          {rest > 0 && <span className="muted">{t('duties.grid_more', { count: rest })}</span>}
          {list.search.cursor && (
            <Button variant="default" onClick={() => list.set({ cursor: undefined })}>
              {t('duties.first_page')}
            </Button>
          )}
          {staff.data?.next && (
            <Button variant="default" onClick={() => list.set({ cursor: staff.data.next ?? undefined })}>
              {t('duties.next_page')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
