import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '#/api';
import { useFormat, useT } from '#/i18n';
import { deleteDraft, type StoredDraft, useDrafts } from '#/offline';
import { ConfirmMove } from '../dialog/ConfirmMove';
import { useProblemText } from '../display/states';
import { Tag, type Tone } from '../display/Tag';
import { IconButton } from '../form/IconButton';
import { unsent } from './texts';
import css from './Unsent.module.css';

type Stage = StoredDraft['way']['state'] | 'conflict';

const tones: Record<Stage, Tone> = {
  writing: 'grey',
  waiting: 'blue',
  refused: 'amber',
  conflict: 'amber',
  sent: 'green',
};
const verbs = {
  writing: 'unsent.go_on',
  waiting: 'unsent.look',
  refused: 'unsent.correct',
  conflict: 'unsent.compare',
  sent: 'unsent.open',
} as const satisfies Record<Stage, string>;

function stageOf({ way }: StoredDraft): Stage {
  return way.state === 'refused' && way.refusal.status === 412 ? 'conflict' : way.state;
}

/** What was written on this device and has not reached the server, of some forms or of all. */
export function UnsentList({ user, forms }: { user: string; forms?: readonly string[] }) {
  const t = useT(unsent);
  const drafts = (useDrafts(user) ?? []).filter(
    ({ form, way }) => way.state !== 'sent' && (forms === undefined || forms.includes(form)),
  );
  if (drafts.length === 0) return null;
  return (
    <section className={`sheet ${css.list} no-print`} aria-label={t('unsent.title')}>
      <h2>{t('unsent.title')}</h2>
      <p className="muted">{t('unsent.note')}</p>
      <Rows drafts={drafts} />
    </section>
  );
}

/** What this device has sent within a day. */
export function SentList({ user }: { user: string }) {
  const t = useT(unsent);
  const sent = (useDrafts(user) ?? []).filter(({ way }) => way.state === 'sent');
  if (sent.length === 0) return null;
  return (
    <section className={`sheet ${css.list} no-print`} aria-label={t('unsent.sent')}>
      <h2>{t('unsent.sent')}</h2>
      <p className="muted">{t('unsent.sent_note')}</p>
      <Rows drafts={sent} />
    </section>
  );
}

function Rows({ drafts }: { drafts: StoredDraft[] }) {
  const t = useT(unsent);
  const [leaving, setLeaving] = useState<StoredDraft | null>(null);
  return (
    <>
      <ul>
        {drafts.map((draft) => (
          <Row key={draft.key} draft={draft} onDiscard={() => setLeaving(draft)} />
        ))}
      </ul>
      {leaving && (
        <ConfirmMove
          title={t('unsent.discard_title')}
          text={t('unsent.discard_text', { label: leaving.about.label || t('unsent.draft') })}
          confirmLabel={t('unsent.discard')}
          onConfirm={() => deleteDraft(leaving.user, leaving.form, leaving.id)}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

function Row({ draft, onDiscard }: { draft: StoredDraft; onDiscard: () => void }) {
  const t = useT(unsent);
  const format = useFormat();
  const router = useRouter();
  const problemText = useProblemText();
  const { about, way, saved_at } = draft;
  const stage = stageOf(draft);
  const label = about.label || t('unsent.draft');
  const at = format.dateTime(saved_at);
  const href = way.state === 'sent' ? way.href : about.href;
  const refused = way.state === 'refused' ? new ProblemError(way.refusal.status, way.refusal) : null;
  return (
    <li className={css.row}>
      <div className={css.words}>
        <p className={css.head}>
          <b>{label}</b>
          <Tag tone={tones[stage]}>{t(`unsent.state_${stage}`)}</Tag>
        </p>
        <span className="muted">
          {stage === 'sent'
            ? t('unsent.sent_at', { at })
            : `${t('unsent.saved_at', { at })} · ${about.note || t('unsent.nothing_yet')}`}
        </span>
        {refused && (
          <p className={css.reason}>
            {[problemText(refused), ...refused.errors.map((one) => one.detail)].join(' ')}
          </p>
        )}
      </div>
      {href && (
        <Button
          component="a"
          href={href}
          size="sm"
          variant={stage === 'refused' || stage === 'conflict' ? 'filled' : 'default'}
          aria-label={`${t(verbs[stage])} ${label}`}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            router.history.push(href);
          }}
        >
          {t(verbs[stage])}
        </Button>
      )}
      {stage !== 'sent' && (
        <IconButton icon="trash" label={`${t('unsent.discard')} ${label}`} onClick={onDiscard} />
      )}
    </li>
  );
}
