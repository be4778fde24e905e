import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, MoveBar, PageHeader, Skeleton, usePhone } from '#/ui';
import type { Objection, ObjectionMove } from '../results/model';
import css from '../results/Results.module.css';
import { ObjectionTag } from '../results/Tags';
import { results } from '../results/texts';
import { DecideDialog } from './DecideDialog';

const route = getRouteApi('/_in/evaluation/objections/$id');

/** An objection, and what was decided. */
export function ObjectionPage() {
  const t = useT(results);
  const phone = usePhone();
  const { id } = route.useParams();
  const found = api.useQuery('get', '/api/v1/evaluation-objections/{id}', { params: { path: { id } } });
  const [asked, setAsked] = useState<ObjectionMove | null>(null);
  const back = <Link to="/evaluation/objections">← {t('results.objections_title')}</Link>;
  const row = found.data;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('results.objections_title')} />
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
      <PageHeader back={back} title={row.object_name} note={<ObjectionTag of={row} />} />
      <div className="stack">
        <Facts of={row} />
        <MoveBar
          sticky={phone}
          moves={row.allowed_moves.map((move) => ({
            id: move,
            label: t(`results.move_${move}`),
            primary: move === 'reject',
            onSelect: () => setAsked(move),
          }))}
        />
      </div>
      {asked && <DecideDialog of={row} move={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Facts({ of }: { of: Objection }) {
  const t = useT(results);
  const format = useFormat();
  return (
    <section className={`sheet ${css.section}`} aria-label={t('results.objections_title')}>
      <FieldList
        fields={[
          { label: t('results.round'), value: of.round_title },
          { label: t('results.post'), value: of.post },
          { label: t('results.filed_by'), value: of.filed_by_name },
          { label: t('results.filed_at'), value: format.dateTime(of.created_at) },
          {
            label: t('results.see_result'),
            value: (
              <Link to="/evaluation/results/$id" params={{ id: of.result_id }}>
                {t('results.result_of', { name: of.object_name })}
              </Link>
            ),
          },
          { label: t('results.content'), value: <span className={css.text}>{of.content}</span>, wide: true },
          ...(of.decided_at
            ? [
                {
                  label: t('results.decision'),
                  value: <span className={css.text}>{of.decision}</span>,
                  wide: true,
                },
                { label: t('results.decided_by'), value: of.decided_by_name },
                { label: t('results.decided_at'), value: format.dateTime(of.decided_at) },
              ]
            : []),
        ]}
      />
    </section>
  );
}
