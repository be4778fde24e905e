import { NativeSelect } from '@mantine/core';
import { api, changed, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, notify, ProblemNote, Skeleton, useUnits } from '#/ui';
import css from './Organisation.module.css';
import { organisation } from './texts';

/** Who confirms which kind of record in the school. */
export function Confirmations() {
  const t = useT(organisation);
  const { units } = useUnits();
  const unit_id = units.find((unit) => unit.kind === 'central_school')?.id ?? '';
  const query = api.useQuery(
    'get',
    '/api/v1/activity-kinds',
    { params: { query: { unit_id } } },
    { enabled: unit_id !== '' },
  );
  const set = api.useMutation('patch', '/api/v1/activity-kinds/{kind}');
  if (!unit_id) return null;
  return (
    <section className={`sheet ${css.part}`} aria-labelledby="confirmations">
      <div className={css.head}>
        <h2 id="confirmations">{t('organisation.confirmations')}</h2>
      </div>
      <p className="muted">{t('organisation.confirmations_note')}</p>
      {query.isPending && <Skeleton lines={8} height={24} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <ul className={css.kinds}>
          {query.data.items.map((one) => (
            <li key={one.kind} className={css.line}>
              <span>{t(`terms.kind_${one.kind}`)}</span>
              {query.data.may_change && one.choices.length > 1 ? (
                <NativeSelect
                  size="md"
                  aria-label={`${t(`terms.kind_${one.kind}`)}：${t('organisation.confirmed_by')}`}
                  data={one.choices.map((value) => ({ value, label: t(`organisation.by_${value}`) }))}
                  value={one.confirmed_by}
                  disabled={set.isPending}
                  onChange={({ currentTarget }) => {
                    const confirmed_by = one.choices.find((value) => value === currentTarget.value);
                    if (!confirmed_by || confirmed_by === one.confirmed_by) return;
                    const params = {
                      path: { kind: one.kind },
                      query: { unit_id },
                      header: ifMatch(one.version),
                    };
                    set
                      .mutateAsync({ params, body: { confirmed_by } })
                      .then(() => notify.done(t('organisation.saved')))
                      .catch(() => undefined)
                      .finally(() => void changed('/api/v1/activity-kinds'));
                  }}
                />
              ) : (
                <span className="muted">{t(`organisation.by_${one.confirmed_by}`)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <ProblemNote error={set.error} />
    </section>
  );
}
