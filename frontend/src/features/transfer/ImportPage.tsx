import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, ErrorState, FilterBar, PageHeader, Skeleton, Tag, useList } from '#/ui';
import { Finding } from './Finding';
import css from './ImportPage.module.css';
import { ImportState } from './ImportState';
import { actions, actionTone, type Import, type Row } from './model';
import { RowFix } from './RowFix';
import { SheetAbout } from './SheetAbout';
import { type Step, Steps } from './Steps';
import { transfer } from './texts';

const route = getRouteApi('/_in/imports/$id');

const stepOf: Record<Import['state'], Step> = {
  previewed: 'check',
  committing: 'write',
  committed: 'done',
  discarded: 'done',
  undoing: 'write',
  undone: 'done',
};

export function ImportPage() {
  const t = useT(transfer);
  const format = useFormat();
  const { id } = route.useParams();
  const query = api.useQuery('get', '/api/v1/imports/{id}', { params: { path: { id } } });
  const one = query.data;
  const back = <Link to="/imports">{t('transfer.back')}</Link>;
  if (query.error) {
    return (
      <>
        <PageHeader title={t('transfer.title')} back={back} />
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </>
    );
  }
  if (!one) return <Skeleton lines={8} />;
  return (
    <>
      <PageHeader
        title={t('transfer.upload_title', { kind: t(`transfer.kind_${one.kind}`) })}
        note={[one.file_name, one.unit_name, format.dateTime(one.created_at)].filter(Boolean).join(' · ')}
        back={back}
      />
      <Steps at={stepOf[one.state]} />
      <div className="stack">
        <ImportState one={one} />
        {one.state !== 'discarded' && <SheetAbout one={one} />}
        {one.state !== 'discarded' && one.state !== 'undone' && <Rows one={one} />}
      </div>
    </>
  );
}

function Rows({ one }: { one: Import }) {
  const t = useT(transfer);
  const search = route.useSearch();
  const list = useList(search);
  const written = one.state === 'committed';
  // The rows with a problem come first, when there are any.
  const preferred = one.counts.rejected > 0 || written ? 'rejected' : 'all';
  const chosen = search.action ?? preferred;
  const { row: open, action: _action, ...filters } = list.query;
  const query = api.useQuery(
    'get',
    '/api/v1/imports/{id}/rows',
    {
      params: {
        path: { id: one.id },
        query: listQuery('/api/v1/imports/{id}/rows', {
          ...filters,
          ...(chosen === 'all' ? {} : { action: chosen }),
        }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  const fixing = query.data?.items.find((row) => String(row.row_no) === open && one.state === 'previewed');
  const all = one.counts.create + one.counts.update + one.counts.unchanged + one.counts.rejected;
  const tag = (row: Row) => <Tag tone={actionTone[row.action]}>{t(`transfer.${row.action}`)}</Tag>;
  return (
    <div className="stack">
      {written ? (
        <p className="muted">{t('transfer.rows_written')}</p>
      ) : (
        <FilterBar
          list={{
            ...list,
            filter: () => (chosen === 'all' ? [] : [chosen]),
            setFilter: (name, values) => list.setFilter(name, values.length > 0 ? values : ['all']),
          }}
          pills={{
            name: 'action',
            label: t('transfer.what'),
            total: all,
            choices: actions.map((value) => ({
              value,
              label: t(`transfer.${value}`),
              count: one.counts[value],
            })),
          }}
        />
      )}
      <div className={css.rows}>
        <DataTable
          id="import-rows"
          label={t('transfer.rows')}
          list={{ ...list, narrowed: false }}
          query={query}
          rowKey={(row) => String(row.row_no)}
          {...(one.state === 'previewed' && {
            rowLink: (row: Row) =>
              linkOptions({
                to: '/imports/$id',
                params: { id: one.id },
                search: { ...search, row: String(row.row_no) },
              }),
          })}
          openKey={open}
          columns={[
            { id: 'row_no', header: t('transfer.row'), cell: (row) => row.row_no, width: 70 },
            { id: 'label', header: t('transfer.name'), main: true, cell: (row) => row.label || '—' },
            { id: 'action', header: t('transfer.result'), cell: tag },
            { id: 'what', header: t('transfer.what'), cell: (row) => <Finding row={row} /> },
          ]}
          card={(row) => (
            <>
              <Card tag={tag(row)} corner={`${t('transfer.row')} ${row.row_no}`} title={row.label || '—'} />
              <Finding row={row} />
            </>
          )}
          empty={{ icon: 'check', text: t('transfer.rows_empty') }}
        />
      </div>
      {fixing && (
        <RowFix
          one={one}
          row={fixing}
          onClose={() => list.set({ row: '', ...(search.cursor ? { cursor: search.cursor } : {}) })}
        />
      )}
    </div>
  );
}
