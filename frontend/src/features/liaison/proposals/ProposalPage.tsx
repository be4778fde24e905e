import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, PageHeader, Skeleton, useList } from '#/ui';
import type { ProposalSearch } from './model';
import { ProposalPeople } from './ProposalPeople';
import { ProposalRows } from './ProposalRows';
import { ProposalState } from './ProposalState';
import css from './Proposals.module.css';
import { proposals as texts } from './texts';

const route = getRouteApi('/_in/liaison/proposals/$id');

/** One proposal: what it says for each target, and what it means for each person. */
export function ProposalPage() {
  const t = useT(texts);
  const format = useFormat();
  const { id } = route.useParams();
  const search = route.useSearch();
  const list = useList<ProposalSearch>(search);
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-proposals/{id}',
    { params: { path: { id } } },
    {
      refetchInterval: ({ state }) =>
        state.data?.state === 'making' || state.data?.state === 'applying' ? 800 : false,
    },
  );
  const one = query.data;
  if (query.error) return <ErrorState page error={query.error} onRetry={() => void query.refetch()} />;
  if (!one) return <Skeleton lines={8} />;
  const view = search.view === 'people' ? 'people' : 'rows';
  const hasRows = one.counts.rows > 0 && (one.state === 'ready' || one.state === 'applied');
  return (
    <>
      <PageHeader
        back={<Link to="/liaison/proposals">← {t('proposals.back')}</Link>}
        title={t('proposals.one', { scheme: one.scheme_name })}
        note={[
          one.unit_name,
          t('proposals.starts', { day: format.date(one.starts_on) }),
          one.created_by_name,
          format.dateTime(one.created_at),
        ].join(' · ')}
      />
      <div className="stack">
        <ProposalState one={one} />
        {hasRows && (
          <fieldset className={`${css.tabs} no-print`} style={{ border: 0, padding: 0, margin: 0 }}>
            {(['rows', 'people'] as const).map((value) => (
              <Button
                key={value}
                variant="default"
                aria-pressed={view === value}
                onClick={() => list.set({ view: value === 'rows' ? '' : value })}
              >
                {t(`proposals.tab_${value}`)}
              </Button>
            ))}
          </fieldset>
        )}
        {hasRows && view === 'rows' && <ProposalRows one={one} list={list} />}
        {hasRows && view === 'people' && <ProposalPeople one={one} list={list} />}
      </div>
    </>
  );
}
