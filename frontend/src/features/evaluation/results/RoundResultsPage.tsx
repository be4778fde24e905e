import { getRouteApi, Link } from '@tanstack/react-router';
import { api, client } from '#/api';
import { useT } from '#/i18n';
import { EmptyState, ErrorState, PageHeader, PrintButton, Skeleton, usePhone } from '#/ui';
import { Boxes } from './BoxLines';
import { Looks } from './Looks';
import { ReasonForm } from './ReasonForm';
import css from './Results.module.css';
import { ResultCards, ResultTable } from './ResultTable';
import { results } from './texts';

const route = getRouteApi('/_in/evaluation/$id_/results');

/** The results of a round by the places of their objects, never by score. */
export function RoundResultsPage() {
  const t = useT(results);
  const { id } = route.useParams();
  const { reason } = route.useSearch();
  const navigate = route.useNavigate();
  const round = api.useQuery('get', '/api/v1/evaluation-rounds/{id}', { params: { path: { id } } });
  const back = (
    <Link to="/evaluation/$id" params={{ id }}>
      ← {round.data?.title ?? t('results.round')}
    </Link>
  );
  const archived = round.data?.state === 'archived';
  const read = { path: { id }, query: reason ? { reason } : {} };
  const actions = round.data && (!archived || reason) && (
    <>
      <PrintButton
        label={t('results.summary_xlsx')}
        name="results.xlsx"
        form={() => client.GET('/api/v1/evaluation-rounds/{id}/workbook', { params: read, parseAs: 'blob' })}
      />
      <PrintButton
        label={t('results.summary_pdf')}
        form={() => client.GET('/api/v1/evaluation-rounds/{id}/form', { params: read, parseAs: 'blob' })}
      />
    </>
  );
  return (
    <>
      <PageHeader back={back} title={t('results.title')} note={t('results.no_ranking')} actions={actions} />
      {!round.data ? (
        <div className="sheet">
          {round.error ? (
            <ErrorState error={round.error} onRetry={() => void round.refetch()} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      ) : archived && !reason ? (
        <div className="stack">
          <ReasonForm onReason={(said) => void navigate({ search: { reason: said } })} />
          <Looks id={id} />
        </div>
      ) : (
        <div className="stack">
          <List id={id} reason={reason} />
          <Boxes id={id} reason={reason} />
          {archived && <Looks id={id} />}
        </div>
      )}
    </>
  );
}

function List({ id, reason }: { id: string; reason: string | undefined }) {
  const t = useT(results);
  const phone = usePhone();
  const found = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/results', {
    params: { path: { id }, query: reason ? { reason } : {} },
  });
  if (!found.data) {
    return (
      <div className="sheet">
        {found.error ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </div>
    );
  }
  const { items, withheld } = found.data;
  return (
    <>
      {withheld > 0 && <p className={css.note}>{t('results.withheld', { count: withheld })}</p>}
      {items.length === 0 ? (
        <div className="sheet">
          <EmptyState icon="duties" text={t('results.part_waiting')} />
        </div>
      ) : phone ? (
        <ResultCards items={items} reason={reason} />
      ) : (
        <ResultTable items={items} reason={reason} />
      )}
    </>
  );
}
