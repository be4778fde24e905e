import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, type components, ifMatch } from '#/api';
import { today, useT } from '#/i18n';
import { ConfirmMove, DateField, ErrorState, notify, ProblemNote, Tag, type Tone } from '#/ui';
import { show, useFieldName } from './Differences';
import type { Plan } from './PlanPage';
import css from './plan.module.css';
import { plan } from './texts';

type Change = components['schemas']['OfferedChange'];

const tone: Record<Change['decision'], Tone> = { open: 'violet', taken: 'green', ignored: 'grey' };

/** What a newer version of the template changes: taken over item by item, or left aside; never forced. */
export function Offers({ record }: { record: Plan }) {
  const t = useT(plan);
  const [error, setError] = useState<unknown>(null);
  const [drafting, setDrafting] = useState(false);
  const query = api.useQuery('get', '/api/v1/plans/{id}/offer', { params: { path: { id: record.id } } });
  const answer = api.useMutation('post', '/api/v1/plans/{id}/offer');
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const offer = query.data;
  if (!offer?.to_version || offer.items.length === 0) return null;
  const may = (move: Plan['allowed_moves'][number]) => record.allowed_moves.includes(move);

  async function decide(change: Change, wanted: 'take' | 'ignore') {
    setError(null);
    try {
      await answer.mutateAsync({
        params: { path: { id: record.id }, header: ifMatch(record.version) },
        body: { part: change.part, code: change.code, answer: wanted },
      });
      await changed('/api/v1/plans', '/api/v1/duties');
      notify.done(t(`plan.offer_done_${wanted}`));
    } catch (refusal) {
      setError(refusal);
    }
  }

  return (
    <section className={`sheet ${css.section} no-print`} aria-label={t('plan.offers')}>
      <h2>{t('plan.offers')}</h2>
      <p className="muted">
        {t('plan.offers_text', { from: offer.from_version ?? 0, to: offer.to_version })} {offer.note}
      </p>
      <ProblemNote error={error} />
      <ul className={css.differences}>
        {offer.items.map((change) => (
          <li key={`${change.part}${change.code}`}>
            <OfferedChange change={change} />
            {change.decision === 'open' && may('staff') && (
              <div className="row">
                {may('edit') && (
                  <Button size="md" loading={answer.isPending} onClick={() => void decide(change, 'take')}>
                    {t('plan.offer_take')}
                    <span className="sr-only"> {change.title}</span>
                  </Button>
                )}
                <Button
                  size="md"
                  variant="default"
                  disabled={answer.isPending}
                  onClick={() => void decide(change, 'ignore')}
                >
                  {t('plan.offer_ignore')}
                  <span className="sr-only"> {change.title}</span>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {record.state === 'adopted' && may('staff') && (
        <>
          <p className="muted">{t('plan.offer_adopted')}</p>
          <div>
            <Button variant="default" onClick={() => setDrafting(true)}>
              {t('plan.successor')}
            </Button>
          </div>
        </>
      )}
      {drafting && <Successor record={record} onClose={() => setDrafting(false)} />}
    </section>
  );
}

function OfferedChange({ change }: { change: Change }) {
  const t = useT(plan);
  const nameOf = useFieldName();
  const blank = t('plan.blank');
  return (
    <>
      <div className="row">
        <Tag tone={change.change === 'changed' ? 'amber' : 'blue'}>{t(`plan.change_${change.change}`)}</Tag>
        <span className="muted">{t(`plan.part_${change.part}`)}</span>
        <b>{change.title}</b>
        <Tag tone={tone[change.decision]} dot>
          {t(`plan.offer_${change.decision}`)}
        </Tag>
      </div>
      {change.fields.map((field) => (
        <div key={field.field} className={css.difference}>
          <span>{nameOf(field.field)}</span>
          <span>
            {t('plan.offer_before')} <del>{show(field.before, blank)}</del> {t('plan.offer_now')}{' '}
            <ins>{show(field.offered, blank)}</ins>
          </span>
          <span>
            {t('plan.offer_ours')} {show(field.plan, blank)}
          </span>
        </div>
      ))}
    </>
  );
}

/** A draft that goes on with a plan in force. */
function Successor({ record, onClose }: { record: Plan; onClose: () => void }) {
  const t = useT(plan);
  const navigate = useNavigate();
  const create = api.useMutation('post', '/api/v1/plans');
  const [from, setFrom] = useState(today());

  async function send() {
    const made = await create.mutateAsync({
      body: { unit_id: record.unit_id, copy_of: record.id, effective_from: from },
    });
    await changed('/api/v1/plans');
    notify.done(t('plan.copied'));
    await navigate({ to: '/plan/$id', params: { id: made.id } });
  }

  return (
    <ConfirmMove
      title={t('plan.successor')}
      text={t('plan.successor_text')}
      confirmLabel={t('plan.successor')}
      onConfirm={send}
      onClose={onClose}
    >
      <DateField label={t('plan.effective_from')} required value={from} onChange={setFrom} />
    </ConfirmMove>
  );
}
