import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, changed, client, idempotent, listQuery, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, MoveBar, notify, ProblemNote } from '#/ui';
import css from './ImportPage.module.css';
import { type Import, pageOf } from './model';
import { transfer } from './texts';

/** Where the import stands, and what can be done now. */
export function ImportState({ one }: { one: Import }) {
  const t = useT(transfer);
  if ((one.state === 'committing' || one.state === 'undoing') && one.job_id) {
    return <Writing one={one} jobId={one.job_id} />;
  }
  if (one.state === 'undone') return <Undone one={one} />;
  if (one.state === 'discarded') {
    return (
      <div className={`sheet ${css.state}`}>
        <p>{t('transfer.discarded_text')}</p>
        <div>
          <Again />
        </div>
      </div>
    );
  }
  if (one.state === 'committed') return <Done one={one} />;
  return <Previewed one={one} />;
}

function Figures({ one }: { one: Import }) {
  const t = useT(transfer);
  const format = useFormat();
  return (
    <div className={css.figures}>
      {(['create', 'update', 'unchanged', 'rejected'] as const).map((action) => (
        <div key={action} className={css.figure}>
          <b>{format.number(one.counts[action])}</b>
          <span>{t(`transfer.${action}`)}</span>
        </div>
      ))}
    </div>
  );
}

function Previewed({ one }: { one: Import }) {
  const t = useT(transfer);
  const format = useFormat();
  const { key, renew } = useIdempotencyKey();
  const [asking, setAsking] = useState<'commit' | 'discard' | null>(null);
  const count = one.counts.create + one.counts.update;
  const commitLabel = t('transfer.commit', { count: format.number(count) });
  const job = api.useQuery(
    'get',
    '/api/v1/jobs/{id}',
    { params: { path: { id: one.job_id ?? '' } } },
    { enabled: Boolean(one.job_id), retry: false },
  );
  const params = { path: { id: one.id } };

  async function commit() {
    await client.POST('/api/v1/imports/{id}/commit', { params: { ...params, header: idempotent(key()) } });
    renew();
    await changed('/api/v1/imports');
  }
  async function discard() {
    await client.POST('/api/v1/imports/{id}/discard', { params });
    await changed('/api/v1/imports');
  }

  const moves = (['commit', 'discard'] as const)
    .filter((move) => one.allowed_moves.includes(move) && (move !== 'commit' || count > 0))
    .map((move) => ({
      id: move,
      label: move === 'commit' ? commitLabel : t('transfer.discard'),
      primary: move === 'commit',
      onSelect: () => setAsking(move),
    }));

  return (
    <div className={`sheet ${css.state}`}>
      <Figures one={one} />
      {job.data?.state === 'cancelled' && <p className="muted">{t('transfer.stopped')}</p>}
      {job.data?.error && <p role="alert">{job.data.error.detail}</p>}
      {count === 0 && <p>{t('transfer.nothing')}</p>}
      <div className={css.moves}>
        <MoveBar moves={moves} />
      </div>
      {asking === 'commit' && (
        <ConfirmMove
          title={t('transfer.commit_title')}
          text={t('transfer.commit_text', one.counts)}
          confirmLabel={commitLabel}
          onConfirm={commit}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'discard' && (
        <ConfirmMove
          title={t('transfer.discard_title')}
          text={t('transfer.discard_text')}
          confirmLabel={t('transfer.discard')}
          onConfirm={discard}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function Writing({ one, jobId }: { one: Import; jobId: string }) {
  const t = useT(transfer);
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const { data: job, error } = api.useQuery(
    'get',
    '/api/v1/jobs/{id}',
    { params: { path: { id: jobId } } },
    { refetchInterval: 700, staleTime: 0 },
  );
  const ended = job && job.state !== 'queued' && job.state !== 'running';
  useEffect(() => {
    if (ended) {
      void changed(
        '/api/v1/imports',
        '/api/v1/personnel',
        '/api/v1/students',
        '/api/v1/classes',
        '/api/v1/households',
        '/api/v1/teaching-assignments',
        '/api/v1/liaison-links',
        '/api/v1/activities',
        '/api/v1/ledger-entries',
      );
    }
  }, [ended]);

  async function stop() {
    setBusy(true);
    try {
      await client.DELETE('/api/v1/jobs/{id}', { params: { path: { id: jobId } } });
    } catch (refusal) {
      notify.problem(refusal);
    } finally {
      setBusy(false);
    }
  }

  const undoing = one.state === 'undoing';
  const title = t(undoing ? 'transfer.undoing' : 'transfer.writing');
  const total = job?.total ?? one.counts.create + one.counts.update;
  const done = job?.done ?? 0;
  return (
    <div className={`sheet ${css.state}`}>
      <h2>{title}</h2>
      <ProblemNote error={error} />
      <progress className={css.bar} aria-label={title} value={done} max={Math.max(total, 1)} />
      <p role="status">
        {t(undoing ? 'transfer.undoing_count' : 'transfer.writing_count', {
          done: format.number(done),
          total: format.number(total),
        })}
      </p>
      <p className="muted">{t('transfer.writing_note')}</p>
      <div>
        <Button variant="default" loading={busy} onClick={() => void stop()}>
          {t('transfer.stop')}
        </Button>
      </div>
    </div>
  );
}

function Done({ one }: { one: Import }) {
  const t = useT(transfer);
  const format = useFormat();
  const { key, renew } = useIdempotencyKey();
  const [asking, setAsking] = useState(false);

  async function undo() {
    await client.POST('/api/v1/imports/{id}/undo', {
      params: { path: { id: one.id }, header: idempotent(key()) },
    });
    renew();
    await changed('/api/v1/imports');
  }

  return (
    <div className={`sheet ${css.state}`} role="status">
      <h2>{t('transfer.done_title')}</h2>
      <Figures one={one} />
      {one.counts.rejected > 0 && <p>{t('transfer.done_rejected', { count: one.counts.rejected })}</p>}
      <div className="row">
        <Again />
        {one.allowed_moves.includes('undo') && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('transfer.undo')}
          </Button>
        )}
        <Button component={Link} to={pageOf[one.kind] as never}>
          {t('transfer.to_records')}
        </Button>
      </div>
      {one.undo_until && (
        <p className="muted">{t('transfer.undo_until', { day: format.date(one.undo_until) })}</p>
      )}
      {asking && (
        <ConfirmMove
          title={t('transfer.undo_title')}
          text={t('transfer.undo_text')}
          confirmLabel={t('transfer.undo')}
          onConfirm={undo}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** Taken back: what stayed, and why. */
function Undone({ one }: { one: Import }) {
  const t = useT(transfer);
  const { data } = api.useQuery('get', '/api/v1/imports/{id}/changes', {
    params: {
      path: { id: one.id },
      query: listQuery('/api/v1/imports/{id}/changes', { limit: 100, include_total: true }),
    },
  });
  const left = data?.items ?? [];
  return (
    <div className={`sheet ${css.state}`} role="status">
      <h2>{t('transfer.undone_title')}</h2>
      <p>
        {left.length === 0
          ? t('transfer.undone_all')
          : t('transfer.undone_left', { count: data?.total ?? left.length })}
      </p>
      {left.length > 0 && (
        <ul className={css.left}>
          {left.map((record) => (
            <li key={record.record + record.record_id}>
              {t(`transfer.record_${record.record}`)} · {record.label}{' '}
              {record.left_because && (
                <span className="muted">{t(`transfer.left_${record.left_because}`)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <div>
        <Again />
      </div>
    </div>
  );
}

function Again() {
  const t = useT(transfer);
  return (
    <Button component={Link} to="/imports" variant="default">
      {t('transfer.again')}
    </Button>
  );
}
