import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, fieldErrors, ProblemError, useMe } from '#/api';
import { useT } from '#/i18n';
import { type Draft, refusalOf, useDraft } from '#/offline';
import { Attachments, EmptyState, ErrorState, notify, PageHeader, Skeleton, useConflict } from '#/ui';
import { aboutOfValues } from './about';
import { problemsOf } from './check';
import { FormBody } from './FormBody';
import css from './Record.module.css';
import { RecordConflict } from './RecordConflict';
import { type Send, SendBar } from './SendBar';
import { type Edit, refreshActivities, restoreEdit, sendEdit } from './send';
import { activities } from './texts';
import { EDIT } from './Unsent';
import { formErrors, type Values, valuesOf } from './values';
import { type Activity, aboutOf } from './words';

const route = getRouteApi('/_in/activities/$id_/edit');

export function EditPage() {
  const t = useT(activities);
  const me = useMe();
  const { id } = route.useParams();
  const draft = useDraft<Edit>({
    user: me.account.id,
    form: EDIT,
    id,
    about: ({ values }) => aboutOfValues(values, t, `/activities/${id}/edit`),
  });
  const query = api.useQuery('get', '/api/v1/activities/{id}', { params: { path: { id } } });
  // The pupils of the family: the record names only those who were present.
  const household_id = query.data?.household_id;
  const household = api.useQuery(
    'get',
    '/api/v1/households/{id}',
    { params: { path: { id: household_id ?? '' } } },
    { enabled: Boolean(household_id) },
  );
  const activity = query.data;
  const waiting = query.isPending || (household.isPending && Boolean(household_id));
  if (waiting || draft.restored === undefined) return <Skeleton lines={8} height={24} />;
  const back = (
    <Link to="/activities/$id" params={{ id }}>
      ← {t('common.back')}
    </Link>
  );
  if (!activity) {
    return (
      <div className={css.page}>
        <PageHeader title={t('activities.edit_title')} back={back} />
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </div>
    );
  }
  const base = valuesOf(activity);
  const known = new Set(base.pupils.map((pupil) => pupil.id));
  base.pupils = [
    ...base.pupils,
    ...(household.data?.students ?? [])
      .filter((pupil) => pupil.status === 'enrolled' && !known.has(pupil.id))
      .map(({ id: pupil, name, class_name }) => ({ id: pupil, name, class_name: class_name ?? '' })),
  ];
  const start = restoreEdit(draft.restored) ?? { values: base, base, version: activity.version, reason: '' };
  return (
    <div className={css.page}>
      <PageHeader
        title={t(activity.may_amend ? 'activities.amend_title' : 'activities.edit_title')}
        note={`${t(`terms.kind_${activity.kind}`)} · ${aboutOf(activity)}`}
        back={back}
      />
      {activity.may_edit || activity.may_amend ? (
        <Editing activity={activity} start={start} draft={draft} />
      ) : (
        <div className="sheet">
          <EmptyState icon="lock" title={t('activities.cannot_edit')} action={back} />
        </div>
      )}
    </div>
  );
}

function Editing({ activity, start, draft }: { activity: Activity; start: Edit; draft: Draft<Edit> }) {
  const t = useT(activities);
  const navigate = useNavigate();
  const refusal = refusalOf(draft);
  const refused = refusal && new ProblemError(refusal.status, refusal);
  const conflict = useConflict(refused);
  const [based, setBased] = useState({ base: start.base, version: start.version });
  const [reason, setReason] = useState(start.reason);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(refused?.status === 412 ? null : refused);
  const form = useForm<Values>({
    initialValues: start.values,
    initialErrors: refused ? formErrors(refused) : {},
    onValuesChange: (values) => draft.save({ values, ...based, reason }),
  });
  const amending = activity.may_amend;
  const { id } = activity;

  type How = 'save' | 'submit';

  /** Whether it is with the server; a refusal is thrown. */
  async function handIn(how: How, edit: Edit): Promise<boolean> {
    const intent = amending ? 'amend' : how;
    const delivery = await draft.handIn(edit, sendEdit, { intent, files: [] });
    if (delivery.state === 'refused') throw delivery.error;
    return delivery.state === 'sent';
  }

  async function send(how: How, values = form.values, on = based) {
    const submit = how === 'submit';
    const problems = problemsOf(values, t, { submit: activity.status !== 'draft' || submit, someone: true });
    if (amending && [...reason.trim()].length < 2) problems.reason = t('activities.reason_needed');
    form.setErrors(problems);
    setError(null);
    if (Object.keys(problems).length > 0) return;
    setBusy(how);
    try {
      if (!(await handIn(how, { values, ...on, reason }))) {
        notify.done(t('activities.waiting_toast', { about: aboutOf(activity) }));
        await navigate({ to: '/unsent', replace: true });
        return;
      }
      notify.done(
        t(amending ? 'activities.amended' : submit ? 'activities.moved_submit' : 'activities.edited'),
      );
      void refreshActivities();
      await navigate({ to: '/activities/$id', params: { id }, replace: true });
    } catch (refusal) {
      setBusy(null);
      if (conflict.caught(refusal)) return;
      form.setErrors({ ...fieldErrors(refusal), ...formErrors(refusal) });
      setError(refusal);
    }
  }

  const maySubmit = activity.allowed_moves.includes('submit');
  const sends: Send[] = [
    {
      id: 'save',
      label: t(amending ? 'activities.amend_save' : 'activities.save_changes'),
      primary: !maySubmit,
      onSend: () => void send('save'),
    },
    ...(maySubmit
      ? [{ id: 'submit', label: t('activities.submit'), primary: true, onSend: () => void send('submit') }]
      : []),
  ];
  const names = Object.fromEntries(
    [
      ...form.values.companions,
      ...activity.companion_ids.map((one, at) => ({ id: one, label: activity.companion_names[at] ?? '' })),
    ].map((one) => [one.id, one.label]),
  );
  for (const pupil of form.values.pupils) names[pupil.id] = pupil.name;

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <FormBody
        form={form}
        fresh={false}
        error={error}
        head={
          amending ? (
            <section className={`sheet ${css.sheet}`}>
              <p className="muted">{t('activities.amend_note')}</p>
              <TextInput
                label={t('activities.amend_reason')}
                placeholder={t('activities.amend_reason_placeholder')}
                required
                maxLength={500}
                value={reason}
                error={form.errors.reason}
                onChange={({ currentTarget }) => {
                  setReason(currentTarget.value);
                  draft.save({ values: form.getValues(), ...based, reason: currentTarget.value });
                }}
              />
            </section>
          ) : (
            activity.status_reason && (
              <p className={css.note} data-tone="amber">
                {t('activities.returned_note', { reason: activity.status_reason })}
              </p>
            )
          )
        }
      />
      {!amending && <Attachments owner={{ of: 'activities', id }} className={css.after} />}
      <SendBar draft={draft} sends={sends} busy={busy} />
      {conflict.problem && (
        <RecordConflict
          problem={conflict.problem}
          mine={form.values}
          base={based.base}
          names={names}
          onClose={conflict.clear}
          onResolve={(merged, now) => {
            const on = { base: now.values, version: now.version };
            setBased(on);
            form.setValues(merged);
            conflict.clear();
            void send(maySubmit ? 'submit' : 'save', merged, on);
          }}
        />
      )}
    </form>
  );
}
