import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery, useMe } from '#/api';
import { useT } from '#/i18n';
import { Card, type Column, DataTable, FigureLink, FilterBar, PageHeader, useList } from '#/ui';
import css from './duties.module.css';
import { type DutyCell, figureOf, type StaffProgress, toneOf } from './model';
import { duties } from './texts';

const route = getRouteApi('/_in/duties/staff');

/** Staff and their duties: by name or unit only, there is no "worst first". */
export function StaffPage() {
  const t = useT(duties);
  const me = useMe();
  const list = useList(route.useSearch());
  const path = '/api/v1/duty-progress/staff';
  const query = api.useQuery(
    'get',
    path,
    { params: { query: listQuery(path, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const units = api.useQuery('get', '/api/v1/org-units', {
    params: { query: listQuery('/api/v1/org-units', { limit: 200 }) },
  });
  // Whoever has most duties first: every row is in the order of the plan, so the columns are too.
  const rows = [...(query.data?.items ?? [])].sort((a, b) => b.cells.length - a.cells.length);
  const cells = rows.flatMap((row) => row.cells);
  const known = new Map(
    cells.filter((cell) => cell.state !== 'not_derived').map((cell) => [cell.duty_code, cell]),
  );
  const columns: Column<StaffProgress>[] = [
    { id: 'name', header: t('duties.name'), sort: 'name', main: true, cell: (row) => row.person_name },
    { id: 'unit', header: t('duties.unit'), sort: 'unit', cell: (row) => row.unit_name },
    {
      id: 'rank',
      header: t('duties.rank'),
      hidden: true,
      cell: (row) => (row.rank ? t(`terms.rank_${row.rank}`) : ''),
    },
    ...[...known.values()].map((head) => ({
      id: head.duty_code,
      header: head.duty_title,
      width: 88,
      cell: (row: StaffProgress) => <Cell row={row} code={head.duty_code} />,
    })),
  ];
  return (
    <>
      <PageHeader
        title={t('duties.staff')}
        note={t('duties.staff_note')}
        actions={
          <>
            {me.person && (
              <Button component={Link} to="/duties" variant="default">
                {t('duties.mine')}
              </Button>
            )}
            <Button component={Link} to="/duties/grid" variant="default">
              {t('duties.grid')}
            </Button>
          </>
        }
      />
      <FilterBar
        list={list}
        placeholder={t('duties.search')}
        filters={[
          {
            kind: 'choice',
            name: 'unit_id',
            label: t('duties.unit'),
            choices: (units.data?.items ?? []).map((unit) => ({ value: unit.id, label: unit.name })),
          },
          { kind: 'date', name: 'on', label: t('duties.on') },
        ]}
      />
      <DataTable
        id="staff-duties"
        label={t('duties.staff')}
        list={list}
        query={query}
        columns={columns}
        exported={{ of: 'staff_progress' }}
        rowKey={(row) => row.person_id}
        rowLink={(row) =>
          linkOptions({
            to: '/duties',
            search: { person_id: row.person_id, ...(list.search.on ? { on: list.search.on } : {}) },
          })
        }
        card={(row) => (
          <>
            <Card title={row.person_name} facts={[row.unit_name]} />
            <span className={css.lines}>
              {row.cells
                .filter((cell) => cell.state !== 'not_derived')
                .map((cell) => (
                  <span key={cell.duty_code} className={css.line}>
                    <Dot cell={cell} />
                    {cell.words}
                  </span>
                ))}
            </span>
          </>
        )}
        empty={{ icon: 'people', text: t('duties.staff_empty') }}
      />
    </>
  );
}

function Dot({ cell }: { cell: DutyCell }) {
  return (
    <span
      className={css.dot}
      data-tone={cell.informational ? 'grey' : toneOf(cell.state)}
      aria-hidden="true"
    />
  );
}

function Cell({ row, code }: { row: StaffProgress; code: string }) {
  const t = useT(duties);
  const cell = row.cells.find((one) => one.duty_code === code);
  if (!cell) return <span className="sr-only">{t('duties.none_binding')}</span>;
  const yesNo = code === 'class_teaching';
  return (
    <FigureLink query={cell.query?.path} label={`${row.person_name} ${cell.duty_title}`} className={css.cell}>
      <Dot cell={cell} />
      {yesNo ? t(cell.actual ? 'duties.yes' : 'duties.no') : figureOf(cell)}
      <span className="sr-only">
        {t(`terms.duty_${cell.state === 'not_derived' ? 'no_target' : cell.state}`)}
      </span>
    </FigureLink>
  );
}
