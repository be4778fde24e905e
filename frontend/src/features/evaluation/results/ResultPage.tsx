import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, PageHeader, PrintButton, Skeleton, Tag, useReadNotices } from '#/ui';
import { type Explained, formula, gradeName } from './model';
import { ObjectDialog } from './ObjectDialog';
import { Part } from './Part';
import { ReasonForm } from './ReasonForm';
import css from './Results.module.css';
import { Remarks } from './Tags';
import { results } from './texts';

const route = getRouteApi('/_in/evaluation/results/$id');

/** How a result came about: every number from the sheets and tallies up. */
export function ResultPage() {
  const t = useT(results);
  const { id } = route.useParams();
  const { reason } = route.useSearch();
  const navigate = route.useNavigate();
  const found = api.useQuery('get', '/api/v1/evaluation-results/{id}', {
    params: { path: { id }, query: reason ? { reason } : {} },
  });
  const [objecting, setObjecting] = useState(false);
  useReadNotices(id);
  const row = found.data;
  if (!row) {
    const mustSayWhy = !reason && found.error?.code === 'invalid_parameter';
    return (
      <>
        <PageHeader title={t('results.title')} />
        {mustSayWhy ? (
          <ReasonForm onReason={(said) => void navigate({ search: { reason: said } })} />
        ) : (
          <div className="sheet">
            {found.error ? (
              <ErrorState error={found.error} onRetry={() => void found.refetch()} />
            ) : (
              <Skeleton lines={9} />
            )}
          </div>
        )}
      </>
    );
  }
  const told = row.round_state === 'published' || row.round_state === 'archived';
  return (
    <>
      <PageHeader
        back={<Back of={row} reason={reason} />}
        title={t('results.result_of', { name: row.name })}
        note={row.round_title}
        actions={
          <>
            {told && (
              <PrintButton
                label={t('results.notice_pdf')}
                form={() =>
                  client.GET('/api/v1/evaluation-results/{id}/form', {
                    params: { path: { id }, query: reason ? { reason } : {} },
                    parseAs: 'blob',
                  })
                }
              />
            )}
            {row.objection_id && (
              <Link to="/evaluation/objections/$id" params={{ id: row.objection_id }}>
                {t('results.see_objection')}
              </Link>
            )}
            {row.may_object && <Button onClick={() => setObjecting(true)}>{t('results.object_to')}</Button>}
          </>
        }
      />
      <div className="stack">
        <Score of={row} />
        {row.explanation.parts.map((part) => (
          <Part key={part.part} of={part} />
        ))}
        {row.revisions.length > 1 && <Revisions of={row} reason={reason} />}
      </div>
      {objecting && <ObjectDialog of={row} onClose={() => setObjecting(false)} />}
    </>
  );
}

function Back({ of, reason }: { of: Explained; reason: string | undefined }) {
  const t = useT(results);
  if (of.is_own) return <Link to="/evaluation/results">← {t('results.own_title')}</Link>;
  return (
    <Link to="/evaluation/$id/results" params={{ id: of.round_id }} search={reason ? { reason } : {}}>
      ← {t('results.back_round')}
    </Link>
  );
}

/** The score, how it is made of the parts, and how the grade follows from it. */
function Score({ of }: { of: Explained }) {
  const t = useT(results);
  const format = useFormat();
  const { explanation, grades, bands } = of;
  const name = (code: string | null) => gradeName(grades, code) ?? '';
  const made = formula(explanation);
  const { cap, set_grade: set, band } = explanation;
  const below = grades.at(-1);
  const lines = [
    ...bands.map((one) => t('results.band_from', { grade: name(one.grade), from: one.from })),
    ...(below && !bands.some((one) => one.grade === below.code)
      ? [t('results.band_below', { grade: below.name, from: bands.at(-1)?.from ?? '' })]
      : []),
  ];
  const capped = cap && {
    best: grades[0]?.name ?? '',
    good: cap.good_enough,
    rated: cap.rated,
    percent: cap.percent,
    places: cap.places,
  };
  return (
    <section id="score" className={`sheet ${css.section}`} aria-label={t('results.score')}>
      <div className={css.score}>
        <b>{of.score ?? '—'}</b>
        {of.grade_name && <Tag tone="green">{of.grade_name}</Tag>}
        <span className={css.tags}>
          <Remarks of={of} />
        </span>
      </div>
      <FieldList
        fields={[
          { label: t('results.post'), value: of.post },
          { label: t('results.at'), value: format.dateTime(of.at) },
          {
            label: t('results.formula'),
            value: made ? <span className={css.formula}>{made}</span> : t('results.no_score'),
            wide: true,
          },
          { label: t('results.bands'), value: lines.join('；'), wide: true },
        ]}
      />
      <p className="muted">{t('results.formula_note')}</p>
      {band && (cap || set) && <p>{t('results.by_band', { grade: name(band) })}</p>}
      {capped && (
        <p>
          {t(cap.lowered ? 'results.cap_lowered' : 'results.cap_kept', capped)}
          {cap.tied && t('results.cap_tied')}
        </p>
      )}
      {set && <p>{t('results.set_grade', { grade: name(set.grade), reason: set.reason })}</p>}
    </section>
  );
}

/** All results there have been; the first one stays readable. */
function Revisions({ of, reason }: { of: Explained; reason: string | undefined }) {
  const t = useT(results);
  const format = useFormat();
  const last = of.revisions.at(-1)?.id;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('results.revisions')}>
      <h2>{t('results.revisions')}</h2>
      <ul className={css.lines}>
        {of.revisions.map((one) => (
          <li key={one.id}>
            <span>
              <Link
                to="/evaluation/results/$id"
                params={{ id: one.id }}
                search={reason ? { reason } : {}}
                aria-current={one.id === of.id ? 'page' : undefined}
              >
                {t('results.revision', { number: one.revision })}
              </Link>{' '}
              {[one.score, one.grade_name].filter(Boolean).join(' · ')}{' '}
              {one.id === last && <Tag tone="green">{t('results.revision_current')}</Tag>}
            </span>
            <span className="muted">{format.dateTime(one.at)}</span>
            {one.reason && <span className={css.text}>{one.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
