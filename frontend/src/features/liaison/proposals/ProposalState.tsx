import { useState } from 'react';
import { api, changed, client, idempotent, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, MoveBar, notify, Tag } from '#/ui';
import { refreshLiaison } from '../dialogs';
import { type Proposal, stateTone, toMake } from './model';
import css from './Proposals.module.css';
import { proposals as texts } from './texts';

/** Where a proposal stands, its counts, and what can be done now. */
export function ProposalState({ one }: { one: Proposal }) {
  const t = useT(texts);
  const format = useFormat();
  const [asking, setAsking] = useState<'apply' | 'discard' | null>(null);
  const intention = useIdempotencyKey();
  const params = { path: { id: one.id } };
  const make = toMake(one);
  const busy = one.state === 'making' || one.state === 'applying';
  const figures = (['rows', 'without_person', 'left_out', 'made', 'stale'] as const).filter(
    (name) => name === 'rows' || one.counts[name] > 0,
  );

  async function apply() {
    try {
      const { data } = await client.POST('/api/v1/liaison-proposals/{id}/apply', {
        params: { ...params, header: idempotent(intention.key()) },
      });
      if (data?.state === 'applied') {
        const told = [t('proposals.apply_done', { made: data.counts.made })];
        if (data.counts.stale > 0) told.push(t('proposals.apply_stale', { stale: data.counts.stale }));
        notify.done(told.join(' · '));
      }
    } catch (error) {
      intention.renew();
      throw error;
    }
    await refreshLiaison();
  }

  return (
    <section className={`sheet ${css.state}`} aria-label={t('proposals.column_state')}>
      <div className="row">
        <Tag tone={stateTone[one.state]} dot>
          {t(`proposals.state_${one.state}`)}
        </Tag>
        {one.applied_at && (
          <span className="muted">{t('proposals.applied_text', { day: format.date(one.applied_at) })}</span>
        )}
      </div>
      {busy && <Working one={one} />}
      {one.state === 'failed' && <p role="alert">{t('proposals.failed')}</p>}
      {one.state === 'discarded' && <p>{t('proposals.discarded')}</p>}
      {one.state === 'ready' && one.counts.rows === 0 && <p>{t('proposals.nothing')}</p>}
      {one.counts.rows > 0 && one.state !== 'discarded' && (
        <div className={css.figures}>
          {figures.map((name) => (
            <span key={name}>
              <b>{format.number(one.counts[name])}</b>
              {t(`proposals.count_${name}`)}
            </span>
          ))}
        </div>
      )}
      <div className={css.moves}>
        <MoveBar
          moves={one.allowed_moves
            .filter((move) => move === 'discard' || (move === 'apply' && one.counts.rows > 0))
            .map((move) => ({
              id: move,
              label: t(move === 'apply' ? 'proposals.apply' : 'proposals.discard'),
              primary: move === 'apply',
              disabledReason: move === 'apply' && make === 0 ? t('proposals.nothing') : undefined,
              onSelect: () => setAsking(move === 'apply' ? 'apply' : 'discard'),
            }))}
        />
      </div>
      {asking === 'apply' && (
        <ConfirmMove
          title={t('proposals.apply_title')}
          text={t('proposals.apply_text', { count: format.number(make), day: format.date(one.starts_on) })}
          confirmLabel={t('proposals.apply')}
          onConfirm={apply}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'discard' && (
        <ConfirmMove
          title={t('proposals.discard_title')}
          text={t('proposals.discard_text')}
          confirmLabel={t('proposals.discard')}
          onConfirm={async () => {
            await client.POST('/api/v1/liaison-proposals/{id}/discard', { params });
            await changed('/api/v1/liaison-proposals');
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}

function Working({ one }: { one: Proposal }) {
  const t = useT(texts);
  const format = useFormat();
  const { data: job } = api.useQuery(
    'get',
    '/api/v1/jobs/{id}',
    { params: { path: { id: one.job_id ?? '' } } },
    { enabled: Boolean(one.job_id), refetchInterval: 800, staleTime: 0 },
  );
  const total = job?.total ?? 0;
  const done = job?.done ?? 0;
  return (
    <>
      <progress
        className={css.bar}
        aria-label={t(`proposals.state_${one.state}`)}
        value={done}
        max={Math.max(total, 1)}
      />
      <p className="muted" role="status">
        {t('proposals.working_count', { done: format.number(done), total: format.number(total) })}{' '}
        {t('proposals.working')}
      </p>
    </>
  );
}
