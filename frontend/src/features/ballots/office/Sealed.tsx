import { api, type components, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { type Field, FieldList, Skeleton } from '#/ui';
import css from '../Ballots.module.css';
import type { Box } from '../model';
import { ballots } from '../texts';

type Counts = components['schemas']['BallotCounts'];

/** What was counted on sealing, the way to the receipts, and what voters wrote. */
export function Sealed({ box, counts }: { box: Box; counts: Counts }) {
  const t = useT(ballots);
  const format = useFormat();
  const mayRead = useCan('evaluation:results');
  const shown = (count: number | null) => (count === null ? t('ballots.hidden') : format.number(count));
  const fields: Field[] = [
    { label: t('ballots.turnout'), value: format.number(counts.ballots) },
    { label: t('ballots.by_code'), value: format.number(counts.by_code) },
    ...(box.staff ? [{ label: t('ballots.by_token'), value: format.number(counts.by_token) }] : []),
    { label: t('ballots.by_paper'), value: format.number(counts.by_paper) },
    { label: t('ballots.void'), value: format.number(counts.void) },
    { label: t('ballots.told'), value: shown(counts.told) },
    ...counts.hygiene.map((one) => ({
      label: t(`ballots.hygiene_${one.rule}`),
      value: shown(one.ballots),
    })),
  ];
  return (
    <>
      <section className={`sheet ${css.section}`} aria-label={t('ballots.sealed')}>
        <h2>{t('ballots.sealed')}</h2>
        <p className={css.said}>{t('ballots.sealed_text')}</p>
        <FieldList fields={fields} />
        <p className={css.said}>
          {/* A page of its own, without login. */}
          <a href={`/receipts/${box.id}`}>{t('ballots.receipts')}</a>
        </p>
      </section>
      {mayRead && <Remarks box={box} />}
    </>
  );
}

function Remarks({ box }: { box: Box }) {
  const t = useT(ballots);
  const remarks = api.useQuery('get', '/api/v1/ballot-boxes/{id}/remarks', {
    params: { path: { id: box.id } },
  });
  return (
    <section className={`sheet ${css.section}`} aria-label={t('ballots.remarks')}>
      <h2>{t('ballots.remarks')}</h2>
      {!remarks.data && <Skeleton lines={3} />}
      {remarks.data?.hidden && <p className="muted">{t('ballots.remarks_hidden')}</p>}
      {remarks.data && !remarks.data.hidden && remarks.data.items.length === 0 && (
        <p className="muted">{t('ballots.remarks_none')}</p>
      )}
      {remarks.data && remarks.data.items.length > 0 && (
        <>
          <p className={`muted ${css.said}`}>{t('ballots.remarks_text')}</p>
          <ul className={css.remarks}>
            {remarks.data.items.map((remark) => (
              <li key={remark.id}>
                <b>{remark.object_name ?? t('ballots.remarks_general')}</b> {remark.content}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
