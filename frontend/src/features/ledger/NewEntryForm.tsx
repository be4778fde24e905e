import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { fieldErrors, ProblemError, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { canSeal, type Delivery, type Draft, refusalOf, useWaitingFiles } from '#/offline';
import { DraftBadge, notify, PendingFiles, ProblemNote, useConflict, useUnits } from '#/ui';
import { ActivitySource, useOrigin } from './ActivitySource';
import { EntryConflict } from './EntryConflict';
import css from './Ledger.module.css';
import { MoreFields } from './MoreFields';
import { bodyOf, emptyEntry, fieldOfError, forDraft, isWorthKeeping, type NewEntry } from './new-entry';
import { SaidFields } from './SaidFields';
import { sendEntry } from './send';
import { ledger } from './texts';

const route = getRouteApi('/_in/ledger/new');

type Props = { id: string; draft: Draft<NewEntry>; kept: NewEntry | null };

function errorsOf(refusal: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldErrors(refusal)).map(([name, words]) => [fieldOfError(name), words]),
  );
}

/** The form of a new entry: written on the device, handed in once, with a network or without. */
export function NewEntryForm({ id, draft, kept }: Props) {
  const t = useT(ledger);
  const me = useMe();
  const navigate = useNavigate();
  const units = useUnits();
  const search = route.useSearch();
  const activity = kept?.activity ?? search.activity ?? '';
  const origin = useOrigin(activity || undefined);
  const element = useRef<HTMLFormElement>(null);
  const refusal = refusalOf(draft);
  const refused = refusal && new ProblemError(refusal.status, refusal);
  const conflict = useConflict(refused);
  const [error, setError] = useState<unknown>(refused?.status === 412 ? null : refused);
  const [busy, setBusy] = useState(false);
  const [more, setMore] = useState(false);
  const { files, change: setFiles } = useWaitingFiles(me.account.id, 'ledger.new', id);
  const empty = emptyEntry({ id, unit: search.unit_id ?? me.person?.unit_id, text: search.text, activity });
  const form = useForm<NewEntry>({
    initialValues: kept ?? empty,
    initialErrors: refused ? errorsOf(refused) : {},
    validate: {
      content: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_text')),
      title: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_title')),
      category_id: (value) => (value ? null : t('ledger.choose_category')),
      name: (value, { disclosure, phone, address }) =>
        disclosure !== 'anonymous' && (phone || address).trim() && !value.trim()
          ? t('ledger.name_needed')
          : null,
      happened_on: (value) => (value > today() ? t('ledger.in_future') : null),
    },
    onValuesChange: (values) => isWorthKeeping(values) && draft.save(forDraft(values)),
  });

  function showErrors(errors: Record<string, unknown>) {
    if (Object.keys(errors).some((name) => !['content', 'title', 'category_id', 'unit_id'].includes(name)))
      setMore(true);
    setTimeout(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const checked = form.validate();
    if (checked.hasErrors) showErrors(checked.errors);
    else void send(form.getValues());
  }

  async function send(written: NewEntry, version?: number) {
    const values = origin.lost ? { ...written, activity: '' } : written;
    setError(null);
    setBusy(true);
    const how = { intent: 'register', files, version };
    // Who raised it lies on no device in the clear: without a cipher it is sent now or not at all.
    const waits = canSeal() || bodyOf(values).identity === null;
    const delivery = await (waits
      ? draft.handIn(values, sendEntry, how)
      : draft.sendAtOnce(values, sendEntry, how));
    setBusy(false);
    await show(delivery, values);
  }

  async function show(delivery: Delivery, values: NewEntry) {
    if (delivery.state === 'waiting') {
      notify.done(t('ledger.done_waiting'));
      await navigate({ to: '/unsent', replace: true });
    } else if (delivery.state === 'sent') {
      const done = { number: delivery.number ?? '', unit: units.name(values.unit_id) };
      await navigate({
        to: '/ledger/$id',
        params: { id: values.id },
        state: { done: t('ledger.done_register', done) },
        replace: true,
      });
    } else if (!conflict.caught(delivery.error)) {
      const errors = errorsOf(delivery.error);
      form.setErrors(errors);
      setError(delivery.error);
      showErrors(errors);
    }
  }

  return (
    <form ref={element} className={css.form} noValidate onSubmit={submit}>
      <ProblemNote error={error} />
      {activity && <ActivitySource origin={origin} form={form} fresh={kept === null} />}
      <SaidFields form={form} />
      <MoreFields form={form} open={more} onToggle={setMore} />
      <PendingFiles files={files} onChange={setFiles} className={css.sheet} />
      <div className={`${css.send} no-print`}>
        <DraftBadge draft={draft} />
        {draft.state !== 'clean' && (
          <Button
            variant="default"
            onClick={() =>
              void draft.discard().then(() => {
                setFiles([]);
                form.setValues(empty);
              })
            }
            disabled={busy}
          >
            {t('ledger.discard')}
          </Button>
        )}
        <Button type="submit" loading={busy}>
          {t('ledger.save_entry')}
        </Button>
      </div>
      {conflict.problem && (
        <EntryConflict
          problem={conflict.problem}
          onClose={conflict.clear}
          onResolve={(chosen, version) => {
            const merged = { ...form.getValues(), ...chosen };
            form.setValues(merged);
            conflict.clear();
            void send(merged, version);
          }}
        />
      )}
    </form>
  );
}
