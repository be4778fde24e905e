import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, fieldErrors, ifMatch, useIdempotencyKey, useMe } from '#/api';
import { useT } from '#/i18n';
import { type Draft, useDraft } from '#/offline';
import {
  Attachments,
  ConflictDialog,
  EmptyState,
  ErrorState,
  notify,
  PageHeader,
  Skeleton,
  useConflict,
} from '#/ui';
import { problemsOf } from './check';
import { FormBody } from './FormBody';
import { useFieldWords } from './fieldNames';
import css from './Record.module.css';
import { type Send, SendBar } from './SendBar';
import { move, refreshActivities } from './send';
import { activities } from './texts';
import { EDIT } from './Unsent';
import { changesOf, formErrors, rebase, restore, type Values, valuesOf } from './values';
import { type Activity, aboutOf } from './words';

const route = getRouteApi('/_in/activities/$id_/edit');

/** An edit on the device: what it started from, so that nobody's later words are written over. */
type Edit = { values: Values; base: Values; version: number };

function restoreEdit(kept: unknown): Edit | null {
  if (typeof kept !== 'object' || kept === null) return null;
  if (!('values' in kept && 'base' in kept && 'version' in kept)) return null;
  const [values, base] = [restore(kept.values), restore(kept.base)];
  return values && base && typeof kept.version === 'number' ? { values, base, version: kept.version } : null;
}

export function EditPage() {
  const t = useT(activities);
  const me = useMe();
  const { id } = route.useParams();
  const draft = useDraft<Edit>({ user: me.account.id, form: EDIT, id });
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
  const start = restoreEdit(draft.restored) ?? { values: base, base, version: activity.version };
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
  const words = useFieldWords(activity.kind);
  const conflict = useConflict();
  const repeat = useIdempotencyKey();
  const [based, setBased] = useState({ base: start.base, version: start.version });
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const form = useForm<Values>({
    initialValues: start.values,
    onValuesChange: (values) => draft.save({ values, ...based }),
  });
  const amending = activity.may_amend;
  const { id } = activity;

  async function write(values: Values, on: Pick<Edit, 'base' | 'version'>, submit: boolean) {
    const path = { id };
    const changes = changesOf(on.base, values);
    if (amending) {
      await client.POST('/api/v1/activities/{id}/amendments', {
        params: { path },
        body: { reason: reason.trim(), changes: changes ?? {} },
      });
      return;
    }
    if (changes) {
      await client.PATCH('/api/v1/activities/{id}', {
        params: { path, header: ifMatch(on.version) },
        body: changes,
      });
    }
    if (submit) await move(id, { move: 'submit' }, repeat.key());
  }

  async function send(how: 'save' | 'submit', values = form.values, on = based) {
    const submit = how === 'submit';
    const problems = problemsOf(values, t, { submit: activity.status !== 'draft' || submit, someone: true });
    if (amending && [...reason.trim()].length < 2) problems.reason = t('activities.reason_needed');
    form.setErrors(problems);
    setError(null);
    if (Object.keys(problems).length > 0) return;
    setBusy(how);
    try {
      await draft.send(() => write(values, on, submit));
      notify.done(
        t(amending ? 'activities.amended' : submit ? 'activities.moved_submit' : 'activities.edited'),
      );
      void refreshActivities();
      await navigate({ to: '/activities/$id', params: { id }, replace: true });
    } catch (refusal) {
      repeat.renew();
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
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
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
        <ConflictDialog
          problem={conflict.problem}
          labels={Object.fromEntries(
            conflict.problem.differences.map(({ pointer }) => {
              const path = pointer.replace(/^#?\//, '').replaceAll('/', '.');
              return [path, words.label(path)];
            }),
          )}
          format={(path, value) => words.show(path, value, names)}
          onClose={conflict.clear}
          onResolve={({ version, values }) => {
            const problem = conflict.problem;
            if (!problem) return;
            const theirs = problem.differences
              .filter((one) => JSON.stringify(values[fieldPath(one.pointer)]) === JSON.stringify(one.current))
              .map((one) => fieldPath(one.pointer));
            const current = valuesOf(problem.current as Activity);
            const merged = rebase(based.base, form.values, current, theirs);
            const on = { base: current, version };
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

function fieldPath(pointer: string): string {
  return pointer.replace(/^#?\//, '').replaceAll('/', '.');
}
