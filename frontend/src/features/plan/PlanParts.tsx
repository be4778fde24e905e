import { useState } from 'react';
import { api, type components } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, IconButton, Skeleton, Tag } from '#/ui';
import { EditDuty } from './EditDuty';
import { EditMember } from './EditMember';
import css from './plan.module.css';
import { plan } from './texts';
import { type Duty, useDutyWords } from './words';

type Member = components['schemas']['LeadingGroupMember'];
type Answer<T> = {
  data: { items: T[] } | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
};

const positions = ['head', 'deputy', 'member', 'office_director'] as const;

export function GroupTable({ query, editable }: { query: Answer<Member>; editable: boolean }) {
  const t = useT(plan);
  const [edited, setEdited] = useState<Member | null>(null);
  if (query.isPending) return <Skeleton lines={5} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  return (
    <>
      {positions.map((position) => {
        const places = items.filter((one) => one.position === position);
        if (places.length === 0) return null;
        return (
          <div key={position} className={css.places}>
            <h3>{t(`plan.position_${position}`)}</h3>
            <ul>
              {places.map((one) => (
                <li key={one.id} className={css.place} data-open={one.person_id ? undefined : true}>
                  <span>
                    <b>{one.person_name ?? t('plan.open_place')}</b>
                    <span className="muted">{one.post_title}</span>
                  </span>
                  {editable && (
                    <IconButton
                      icon="edit"
                      label={t('plan.fill', { post: one.post_title })}
                      onClick={() => setEdited(one)}
                    />
                  )}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {edited && <EditMember member={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

export function SchemeTable({ id }: { id: string }) {
  const t = useT(plan);
  const query = api.useQuery('get', '/api/v1/plans/{id}/schemes', { params: { path: { id } } });
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <ul className={css.rules}>
      {query.data.items.map((one) => (
        <li key={one.id} className={css.rule}>
          <div>
            <b>{one.name}</b>
            {one.source_quote && <q>{one.source_quote}</q>}
          </div>
          <div className={css.facts}>
            <span>{t(`plan.target_${one.target_kind}`)}</span>
            <span className="muted">
              {one.max_load ? t('plan.scheme_load', { count: one.max_load }) : t('plan.scheme_free')}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

export function DutyTable({ id, editable }: { id: string; editable: boolean }) {
  const t = useT(plan);
  const words = useDutyWords();
  const [edited, setEdited] = useState<Duty | null>(null);
  const query = api.useQuery('get', '/api/v1/duties', { params: { query: { plan_id: id, limit: 200 } } });
  if (query.isPending) return <Skeleton lines={8} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <ul className={css.rules}>
        {query.data.items.map((one) => {
          const target = words.target(one);
          return (
            <li key={one.id} className={css.rule}>
              <div>
                <b>{one.title}</b>
                {one.source_quote && <q>{one.source_quote}</q>}
                <span className="muted">{words.who(one.subject_selector)}</span>
              </div>
              <div className={css.facts}>
                {target === null ? <Tag tone="amber">{t('plan.unset')}</Tag> : <span>{target}</span>}
                <span className="muted">{t(`plan.period_${one.period}`)}</span>
                {one.informational && <Tag tone="blue">{t('plan.informational')}</Tag>}
              </div>
              {editable && (
                <IconButton
                  icon="edit"
                  label={t('plan.edit_duty', { title: one.title })}
                  onClick={() => setEdited(one)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {edited && <EditDuty duty={edited} onClose={() => setEdited(null)} />}
    </>
  );
}
