import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, idempotent, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, ErrorState, FieldList, notify, PageHeader, Skeleton, Timeline } from '#/ui';
import css from '../inspections/Inspections.module.css';
import { AccessState } from './AccessesPage';
import { type Access, refreshAccesses } from './model';
import { access } from './texts';

const route = getRouteApi('/_in/inspection-access/$id');

/** What was opened to an inspector, and what he read. */
export function AccessPage() {
  const { id } = route.useParams();
  const t = useT(access);
  const format = useFormat();
  const path = { params: { path: { id } } };
  const found = api.useQuery('get', '/api/v1/inspection-accesses/{id}', path);
  const records = api.useQuery('get', '/api/v1/inspection-accesses/{id}/records', path);
  const looks = api.useQuery('get', '/api/v1/inspection-accesses/{id}/looks', path);
  const [ending, setEnding] = useState(false);
  const back = <Link to="/inspection-access">← {t('access.title')}</Link>;
  const row = found.data;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('access.one')} />
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        back={back}
        title={row.holder}
        note={<AccessState of={row} />}
        actions={row.open && <Button onClick={() => setEnding(true)}>{t('access.end')}</Button>}
      />
      <div className={css.page}>
        <div className={css.column}>
          <section className={`sheet ${css.section}`} aria-label={t('access.one')}>
            <FieldList
              fields={[
                {
                  label: t('access.inspection'),
                  value: row.inspection_id ? (
                    <Link to="/inspections/$id" params={{ id: row.inspection_id }}>
                      {row.inspection_title}
                    </Link>
                  ) : (
                    t('access.inspection_none')
                  ),
                },
                { label: t('access.expires'), value: format.dateTime(row.expires_at) },
                { label: t('access.created_by'), value: row.created_by_name },
                { label: t('access.created_at'), value: format.dateTime(row.created_at) },
              ]}
            />
          </section>
          <section className={`sheet ${css.section}`} aria-label={t('access.records')}>
            <h2>{t('access.records')}</h2>
            {records.data ? (
              <ol className={css.items}>
                {records.data.items.map((one) => (
                  <li key={one.place}>
                    <b>{one.title}</b>
                    <p>
                      {t(`access.kind_${one.kind}`)} · {one.unit_name} · {format.date(one.on)}
                    </p>
                  </li>
                ))}
              </ol>
            ) : (
              <Skeleton lines={4} />
            )}
          </section>
        </div>
        <section className={`sheet ${css.section}`} aria-label={t('access.looks_title')}>
          <h2>{t('access.looks_title')}</h2>
          {!looks.data && <Skeleton lines={4} />}
          {looks.data?.items.length === 0 && <p className="muted">{t('access.looks_none')}</p>}
          {looks.data && (
            <Timeline
              label={t('access.looks_title')}
              items={looks.data.items.map((look, index) => ({
                id: `${look.at}-${index}`,
                title: look.title ?? t('access.look_opened'),
                who: row.holder,
                at: format.dateTime(look.at),
                current: false,
              }))}
            />
          )}
        </section>
      </div>
      {ending && <EndDialog of={row} onClose={() => setEnding(false)} />}
    </>
  );
}

function EndDialog({ of, onClose }: { of: Access; onClose: () => void }) {
  const t = useT(access);
  const intention = useIdempotencyKey();
  const end = api.useMutation('post', '/api/v1/inspection-accesses/{id}/end');
  return (
    <ConfirmMove
      title={t('access.end')}
      text={t('access.end_text')}
      confirmLabel={t('access.end')}
      onClose={onClose}
      onConfirm={async () => {
        await end.mutateAsync({ params: { path: { id: of.id }, header: idempotent(intention.key()) } });
        notify.done(t('access.end_done'));
        await refreshAccesses();
      }}
    />
  );
}
