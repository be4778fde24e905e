import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, client } from '#/api';
import { useFormat, useT } from '#/i18n';
import { today } from '#/i18n/format';
import { ErrorState, Icon, PageHeader, PrintButton, Skeleton } from '#/ui';
import { coverage as texts } from './coverageTexts';
import css from './handovers/Handovers.module.css';
import { useUnits } from './useSchemes';

const route = getRouteApi('/_in/liaison/sheet');
/** Rows of a part; beyond them the sheet says how many more. */
const MOST = 200;

/** The coverage of one scheme on one day as an A4 sheet. */
export function CoverageSheetPage() {
  const t = useT(texts);
  const format = useFormat();
  const search = route.useSearch();
  const units = useUnits();
  const on = search.on ?? today();
  const scheme = search.scheme ?? 'leader_branch';
  const unit = search.unit_id ? { unit_id: search.unit_id } : {};
  const asked = { scheme, on, ...unit };
  const summary = api.useQuery('get', '/api/v1/liaison-coverage', { params: { query: asked } });
  const listed = { limit: MOST, include_total: true, ...asked };
  const gaps = api.useQuery('get', '/api/v1/liaison-coverage/targets', {
    params: { query: { ...listed, covered: false } },
  });
  const loads = api.useQuery('get', '/api/v1/liaison-coverage/loads', {
    params: { query: { ...listed, over_limit: true } },
  });
  const absences = api.useQuery('get', '/api/v1/liaison-coverage/absences', { params: { query: listed } });
  const one = summary.data?.schemes[0];
  const error = summary.error ?? gaps.error ?? loads.error ?? absences.error;
  if (error) return <ErrorState page error={error} onRetry={() => void summary.refetch()} />;
  if (!one || !gaps.data || !loads.data || !absences.data) return <Skeleton lines={12} />;
  const unitName = units.find(({ value }) => value === search.unit_id)?.label ?? t('coverage.all_units');
  const absence = (row: (typeof absences.data.items)[number]) =>
    [
      t(`coverage.reason_${row.reason}`),
      row.since && format.shortDate(row.since),
      row.until && format.shortDate(row.until),
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <>
      <div className="no-print">
        <PageHeader
          back={
            <Link to="/liaison/coverage" search={{ on: search.on, unit_id: search.unit_id } as never}>
              ← {t('coverage.back')}
            </Link>
          }
          title={t('coverage.sheet_title')}
          note={one.scheme_name}
          actions={
            <>
              <PrintButton
                form={() =>
                  client.GET('/api/v1/liaison-coverage/form', { params: { query: asked }, parseAs: 'blob' })
                }
              />
              <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                {t('coverage.print')}
              </Button>
            </>
          }
        />
      </div>
      <article className={`sheet ${css.pack}`} aria-label={t('coverage.sheet_title')}>
        <p className={css.heading}>
          <b>{t('coverage.sheet_title')}</b>
        </p>
        <p className={css.about}>
          {t('coverage.sheet_for', { scheme: one.scheme_name, unit: unitName, day: format.date(on) })}
        </p>
        <Part
          title={t('coverage.by_unit')}
          head={[t('coverage.unit'), t('coverage.total'), t('coverage.covered'), t('coverage.uncovered')]}
          rows={[
            ...one.units.map((row) => [
              row.unit_name,
              row.total.value,
              row.covered.value,
              row.uncovered.value,
            ]),
            [t('coverage.all_units'), one.total.value, one.covered.value, one.uncovered.value],
          ]}
        />
        <Part
          title={t('coverage.gaps')}
          head={[t('coverage.target'), t('coverage.unit')]}
          rows={gaps.data.items.map((row) => [row.target_name, row.unit_name])}
          total={gaps.data.total}
        />
        <Part
          title={t('coverage.overloaded')}
          head={[t('coverage.person'), t('coverage.links'), t('coverage.limit')]}
          rows={loads.data.items.map((row) => [row.person_name, row.links.value, row.max_load ?? '—'])}
          total={loads.data.total}
        />
        <Part
          title={t('coverage.absences')}
          head={[t('coverage.person'), t('coverage.reason'), t('coverage.target'), t('coverage.unit')]}
          rows={absences.data.items.map((row) => [
            row.person_name,
            absence(row),
            row.target_name,
            row.unit_name,
          ])}
          total={absences.data.total}
        />
        <p className="muted">{t('coverage.rule')}</p>
        <div className={css.signatures}>
          <p>{t('coverage.sign_made')}：</p>
          <p>{t('coverage.sign_checked')}：</p>
          <p>{t('coverage.sign_date')}：</p>
        </div>
      </article>
    </>
  );
}

type PartProps = { title: string; head: string[]; rows: ReactNode[][]; total?: number | undefined };

function Part({ title, head, rows, total = rows.length }: PartProps) {
  const t = useT(texts);
  return (
    <section>
      <h2>
        {title} {rows.length === 0 && <span className="muted">{t('coverage.none')}</span>}
      </h2>
      {rows.length > 0 && (
        <div className={css.scroll}>
          <table>
            <thead>
              <tr>
                {head.map((word) => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the sheet never changes
                <tr key={at}>
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: neither do its columns
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total > rows.length && <p className="muted">{t('coverage.more', { count: total - rows.length })}</p>}
    </section>
  );
}
