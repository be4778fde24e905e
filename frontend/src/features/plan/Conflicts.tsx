import { api } from '#/api';
import { useT } from '#/i18n';
import css from './plan.module.css';
import { plan } from './texts';

/** Rules of the plan that contradict each other: both are shown, in words. */
export function Conflicts({ id }: { id: string }) {
  const t = useT(plan);
  const query = api.useQuery('get', '/api/v1/plans/{id}/conflicts', { params: { path: { id } } });
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('plan.conflicts')}>
      <h2>{t('plan.conflicts')}</h2>
      {items.map((item) => (
        <p key={`${item.longer.id}${item.shorter.id}`}>{item.words}</p>
      ))}
    </section>
  );
}
