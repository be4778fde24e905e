import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { api, client } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  EmptyState,
  ErrorState,
  FilterBar,
  Icon,
  PageHeader,
  PrintButton,
  Skeleton,
  useList,
  usePhone,
} from '#/ui';
import css from './Overview.module.css';
import { SchoolCards } from './SchoolCards';
import { SchoolTable } from './SchoolTable';
import { overview } from './texts';

const route = getRouteApi('/_in/school-overview');
const PATH = '/api/v1/school-overview';

/** The schools of a bureau side by side, in the order of the tree. */
export function SchoolOverviewPage() {
  const t = useT(overview);
  const format = useFormat();
  const phone = usePhone();
  const list = useList(route.useSearch());
  const terms = useTerms();
  const term_id = list.search.term_id;
  const params = { query: term_id ? { term_id } : {} };
  const query = api.useQuery('get', PATH, { params }, { placeholderData: (previous) => previous });
  const found = query.data;
  return (
    <>
      <PageHeader
        title={t('overview.title')}
        note={
          found &&
          [
            found.term_name,
            t('overview.days', { from: format.date(found.from), until: format.date(found.until) }),
          ]
            .filter(Boolean)
            .join(' · ')
        }
        actions={
          !phone && (
            <>
              <PrintButton
                form={() => client.GET('/api/v1/school-overview/form', { params, parseAs: 'blob' })}
                name={`${t('overview.title')}.pdf`}
              />
              <PrintButton
                label={t('overview.workbook')}
                form={() => client.GET('/api/v1/school-overview/workbook', { params, parseAs: 'blob' })}
                name={`${t('overview.title')}.xlsx`}
              />
              <Button
                variant="default"
                leftSection={<Icon name="print" size={18} />}
                onClick={() => window.print()}
              >
                {t('common.print')}
              </Button>
            </>
          )
        }
      />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'term_id',
            label: t('overview.term'),
            otherwise: t('overview.now'),
            choices: terms,
          },
        ]}
      />
      {found ? (
        found.schools.length === 0 ? (
          <div className="sheet">
            <EmptyState icon="building" text={t('overview.empty')} />
          </div>
        ) : (
          <>
            {phone ? <SchoolCards found={found} /> : <SchoolTable found={found} />}
            <p className={css.foot}>
              {t('overview.foot', { least: found.least, on: format.date(found.on) })}
            </p>
          </>
        )
      ) : (
        <div className="sheet">
          {query.error ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Skeleton lines={9} />
          )}
        </div>
      )}
    </>
  );
}

/** Terms that have begun, the latest first; of several schools' with the same days, one. */
function useTerms() {
  const format = useFormat();
  const { data } = api.useQuery(
    'get',
    '/api/v1/terms',
    { params: { query: { limit: 50, sort: '-starts_on' } } },
    { staleTime: 300_000 },
  );
  const seen = new Set<string>();
  return (data?.items ?? [])
    .filter(({ starts_on, ends_on }) => {
      const days = `${starts_on}/${ends_on}`;
      if (seen.has(days)) return false;
      seen.add(days);
      return true;
    })
    .map((term) => ({ value: term.id, label: `${format.date(term.starts_on)} ${term.name}` }));
}
