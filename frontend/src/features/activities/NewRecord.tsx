import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem, useMe } from '#/api';
import { useT } from '#/i18n';
import type { Draft } from '#/offline';
import { type ChosenFile, notify, PendingFiles, useSendFiles } from '#/ui';
import { problemsOf } from './check';
import { FormBody } from './FormBody';
import css from './Record.module.css';
import { type Send, SendBar } from './SendBar';
import { refreshActivities, sendNew } from './send';
import { activities } from './texts';
import { contentOf, formErrors, type Values } from './values';
import { aboutOf } from './words';

type Props = {
  /** The id the record will have. */
  id: string;
  initial: Values;
  draft: Draft<Values>;
};

/** A new record: written on the device, handed in once. */
export function NewRecord({ id, initial, draft }: Props) {
  const t = useT(activities);
  const sendFiles = useSendFiles();
  const me = useMe();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const form = useForm<Values>({ initialValues: initial, onValuesChange: draft.save });
  const { kind } = form.values;
  const offline = error !== null && asProblem(error).status === 0;

  async function send(how: 'draft' | 'submit' | 'next') {
    const submit = how !== 'draft';
    const problems = problemsOf(form.values, t, { submit, someone: me.person !== null });
    form.setErrors(problems);
    setError(null);
    if (Object.keys(problems).length > 0) return;
    setBusy(how);
    try {
      const { person } = form.values;
      const stored = await draft.send(() =>
        sendNew({
          ...contentOf(form.values),
          id,
          submit,
          ...(person[0] ? { person_id: person[0].id } : {}),
        }),
      );
      await sendFiles({ of: 'activities', id: stored.id }, files);
      void refreshActivities();
      if (how === 'next') {
        notify.done(t('activities.submitted_toast', { about: aboutOf(stored) }));
        await navigate({ to: '/record', search: { kind } });
      } else {
        await navigate({ to: '/record', search: { done: stored.id }, replace: true });
      }
    } catch (refusal) {
      form.setErrors(formErrors(refusal));
      setError(refusal);
      setBusy(null);
    }
  }

  const sends: Send[] = [
    { id: 'draft', label: t('activities.save_draft'), onSend: () => void send('draft') },
    ...(kind === 'home_visit'
      ? [{ id: 'next', label: t('activities.submit_next'), onSend: () => void send('next') }]
      : []),
    {
      id: 'submit',
      label: t(offline ? 'activities.submit_again' : 'activities.submit'),
      primary: true,
      onSend: () => void send('submit'),
    },
  ];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <FormBody
        form={form}
        fresh
        error={offline ? null : error}
        help={
          offline && (
            <div className={css.kept} role="alert">
              <b>{t('activities.offline_title')}</b>
              <p>{t('activities.offline_kept')}</p>
              <Button
                size="sm"
                variant="default"
                onClick={() => void navigate({ to: '/record', search: { kind } })}
              >
                {t('activities.offline_next')}
              </Button>
            </div>
          )
        }
      />
      <div className={css.after}>
        <PendingFiles files={files} onChange={setFiles} className={css.sheet} />
      </div>
      <SendBar draft={draft} sends={sends} busy={busy} />
    </form>
  );
}
