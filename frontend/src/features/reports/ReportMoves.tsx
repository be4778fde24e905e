import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, type components, idempotent, ifMatch, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, Dialog, MoveBar, notify } from '#/ui';
import css from './reports.module.css';
import { reports } from './texts';
import type { Report } from './words';

type Regenerated = components['schemas']['RegeneratedReport'];

type Props = {
  report: Report;
  /** Something is written and not saved. */
  unsaved: boolean;
  saving: boolean;
  onSave: () => void;
  refresh: () => Promise<unknown>;
  onDiscard: () => Promise<void>;
};

/** Counting anew, freezing, deleting. */
export function ReportMoves({ report, unsaved, saving, onSave, refresh, onDiscard }: Props) {
  const t = useT(reports);
  const navigate = useNavigate();
  const repeat = useIdempotencyKey();
  const [asked, setAsked] = useState<'freeze' | 'discard' | null>(null);
  const [counted, setCounted] = useState<Regenerated | null>(null);
  const regenerate = api.useMutation('post', '/api/v1/reports/{id}/regenerate');
  const freeze = api.useMutation('post', '/api/v1/reports/{id}/freeze');
  const discard = api.useMutation('delete', '/api/v1/reports/{id}');
  const path = { id: report.id };
  const header = ifMatch(report.version);
  const reason = unsaved ? t('reports.unsaved') : undefined;

  async function countAnew() {
    try {
      const done = await regenerate.mutateAsync({ params: { path, header } });
      await refresh();
      setCounted(done);
    } catch (refusal) {
      notify.problem(refusal);
    }
  }

  async function makeFinal() {
    await freeze.mutateAsync({ params: { path, header: { ...header, ...idempotent(repeat.key()) } } });
    repeat.renew();
    await refresh();
    await changed('/api/v1/reports');
    notify.done(t('reports.freeze_done'));
  }

  async function throwAway() {
    await discard.mutateAsync({ params: { path, header } });
    await onDiscard();
    notify.done(t('reports.discarded'));
    await navigate({ to: '/reports' });
    await changed('/api/v1/reports');
  }

  if (report.allowed_moves.length === 0) return null;
  return (
    <>
      <MoveBar
        sticky
        moves={[
          { id: 'discard', label: t('reports.discard'), onSelect: () => setAsked('discard') },
          {
            id: 'regenerate',
            label: t('reports.regenerate'),
            busy: regenerate.isPending,
            disabledReason: reason,
            onSelect: () => void countAnew(),
          },
          {
            id: 'freeze',
            label: t('reports.freeze'),
            primary: !unsaved,
            disabledReason: reason,
            onSelect: () => setAsked('freeze'),
          },
          ...(unsaved
            ? [{ id: 'save', label: t('reports.save'), primary: true, busy: saving, onSelect: onSave }]
            : []),
        ]}
      />
      {asked === 'freeze' && (
        <ConfirmMove
          title={t('reports.freeze')}
          text={t('reports.freeze_text')}
          confirmLabel={t('reports.freeze')}
          onConfirm={makeFinal}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'discard' && (
        <ConfirmMove
          title={t('reports.discard')}
          text={t('reports.discard_text')}
          confirmLabel={t('reports.discard')}
          onConfirm={throwAway}
          onClose={() => setAsked(null)}
        />
      )}
      {counted && (
        <Dialog title={t('reports.regenerated')} onClose={() => setCounted(null)}>
          <p>
            {counted.changes.length > 0
              ? t('reports.changes', { count: counted.changes.length })
              : t('reports.changes_none')}
          </p>
          <ul className={css.changes}>
            {counted.changes.map((one) => (
              <li key={`${one.heading} ${one.label}`}>
                <span className="muted">{one.heading}</span>{' '}
                {t('reports.changed', {
                  label: one.label,
                  before: one.before ?? '—',
                  after: one.after ?? '—',
                })}
              </li>
            ))}
          </ul>
          {counted.kept_texts.length > 0 && (
            <p className={css.hint}>{t('reports.kept', { headings: counted.kept_texts.join('、') })}</p>
          )}
        </Dialog>
      )}
    </>
  );
}
