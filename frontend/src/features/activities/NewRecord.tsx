import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError, useMe } from '#/api';
import { useT } from '#/i18n';
import { type Draft, refusalOf, useWaitingFiles } from '#/offline';
import { notify, PendingFiles, useConflict } from '#/ui';
import { aboutOfValues } from './about';
import { problemsOf } from './check';
import { FormBody } from './FormBody';
import css from './Record.module.css';
import { RecordConflict } from './RecordConflict';
import { type Send, SendBar } from './SendBar';
import { sendRecord } from './send';
import { activities } from './texts';
import { NEW } from './Unsent';
import { formErrors, type Values } from './values';

type Props = {
  /** The id the record will have. */
  id: string;
  initial: Values;
  draft: Draft<Values>;
};

type How = 'draft' | 'submit' | 'next';

function askedFor({ stored }: Draft<Values>): How {
  return stored?.way.state === 'refused' && stored.way.intent === 'draft' ? 'draft' : 'submit';
}

/** A new record: written on the device, handed in once, with a network or without. */
export default function NewRecord({ id, initial, draft }: Props) {
  const t = useT(activities);
  const me = useMe();
  const navigate = useNavigate();
  const refusal = refusalOf(draft);
  const refused = refusal && new ProblemError(refusal.status, refusal);
  const [busy, setBusy] = useState<How | null>(null);
  const [asked, setAsked] = useState<How>(askedFor(draft));
  const [error, setError] = useState<unknown>(refused?.status === 412 ? null : refused);
  const conflict = useConflict(refused);
  const { files, change: setFiles } = useWaitingFiles(me.account.id, NEW, id);
  const form = useForm<Values>({
    initialValues: initial,
    initialErrors: refused ? formErrors(refused) : {},
    onValuesChange: draft.save,
  });
  const { kind } = form.values;

  async function send(how: How, values = form.values, version?: number) {
    const intent = how === 'draft' ? 'draft' : 'submit';
    const problems = problemsOf(values, t, { submit: intent === 'submit', someone: me.person !== null });
    form.setErrors(problems);
    setError(null);
    if (Object.keys(problems).length > 0) return;
    setBusy(how);
    setAsked(how);
    const delivery = await draft.handIn(values, sendRecord, { intent, files, version });
    if (delivery.state === 'refused') {
      setBusy(null);
      if (conflict.caught(delivery.error)) return;
      form.setErrors(formErrors(delivery.error));
      setError(delivery.error);
      return;
    }
    const sent = delivery.state === 'sent';
    if (how === 'next') {
      const about = aboutOfValues(values, t).label;
      notify.done(t(sent ? 'activities.submitted_toast' : 'activities.waiting_toast', { about }));
      await navigate({ to: '/record', search: { kind } });
    } else {
      await navigate({ to: '/record', search: { [sent ? 'done' : 'waiting']: id }, replace: true });
    }
  }

  const sends: Send[] = [
    { id: 'draft', label: t('activities.save_draft'), onSend: () => void send('draft') },
    ...(kind === 'home_visit'
      ? [{ id: 'next', label: t('activities.submit_next'), onSend: () => void send('next') }]
      : []),
    { id: 'submit', label: t('activities.submit'), primary: true, onSend: () => void send('submit') },
  ];
  const names = Object.fromEntries(
    [
      ...form.values.companions,
      ...form.values.pupils.map(({ id: pupil, name }) => ({ id: pupil, label: name })),
    ].map((one) => [one.id, one.label]),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <FormBody form={form} fresh error={error} />
      <div className={css.after}>
        <PendingFiles files={files} onChange={setFiles} className={css.sheet} />
      </div>
      <SendBar draft={draft} sends={sends} busy={busy} />
      {conflict.problem && (
        <RecordConflict
          problem={conflict.problem}
          mine={form.values}
          names={names}
          onClose={conflict.clear}
          onResolve={(merged, { version }) => {
            form.setValues(merged);
            conflict.clear();
            void send(asked, merged, version);
          }}
        />
      )}
    </form>
  );
}
