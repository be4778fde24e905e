import { api } from '#/api';
import { useT } from '#/i18n';
import { EmptyState, ErrorState, PageHeader, Skeleton } from '#/ui';
import { EvaluationTabs } from '../EvaluationTabs';
import { ResultCards } from './ResultTable';
import { results } from './texts';

/** My own published results. */
export function OwnResultsPage() {
  const t = useT(results);

  const found = api.useQuery('get', '/api/v1/own-evaluation-results');
  return (
    <>
      <PageHeader title={t('results.own_title')} note={t('results.own_note')} />
      <EvaluationTabs />
      {!found.data ? (
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={6} />
          )}
        </div>
      ) : found.data.items.length === 0 ? (
        <div className="sheet">
          <EmptyState icon="duties" text={t('results.own_empty')} />
        </div>
      ) : (
        <ResultCards items={found.data.items} own />
      )}
    </>
  );
}
