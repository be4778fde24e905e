import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { api, fieldErrors, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { useDraft } from '#/offline';
import { type ChosenFile, DraftBadge, PageHeader, PendingFiles, ProblemNote, useSendFiles } from '#/ui';
import { ActivitySource, useOrigin } from './ActivitySource';
import css from './Ledger.module.css';
import { MoreFields } from './MoreFields';
import { refreshLedger } from './moves/MoveFrame';
import { bodyOf, emptyEntry, fieldOfError, forDraft, isWorthKeeping, type NewEntry } from './new-entry';
import { SaidFields } from './SaidFields';
import { ledger } from './texts';
import { useArrival } from './useArrival';

const route = getRouteApi('/_in/ledger/new');

/** Registers a concern: what was said first, everything else folded away. */
export function NewEntryPage() {
  const t = useT(ledger);
  const me = useMe();
  const navigate = useNavigate();
  const search = route.useSearch();
  const origin = useOrigin(search.activity);
  const element = useRef<HTMLFormElement>(null);
  const draft = useDraft<NewEntry>({
    user: me.account.id,
    form: 'ledger.new',
    id: search.activity ?? 'new',
    label: t('ledger.new_title'),
  });
  const create = api.useMutation('post', '/api/v1/ledger-entries');
  const [error, setError] = useState<unknown>(null);
  const [more, setMore] = useState(false);
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const sendFiles = useSendFiles();
  const form = useForm<NewEntry>({
    initialValues: emptyEntry({ unit: search.unit_id ?? me.person?.unit_id ?? '', text: search.text ?? '' }),
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
  const { restored, discard } = draft;
  useArrival(restored, form.setValues);

  function showErrors(errors: Record<string, unknown>) {
    if (Object.keys(errors).some((name) => !['content', 'title', 'category_id', 'unit_id'].includes(name)))
      setMore(true);
    setTimeout(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (create.isPending) return;
    const checked = form.validate();
    if (checked.hasErrors) {
      showErrors(checked.errors);
      return;
    }
    setError(null);
    try {
      const entry = await draft.send(() =>
        create.mutateAsync({ body: bodyOf(form.getValues(), origin.lost ? undefined : search.activity) }),
      );
      await sendFiles({ of: 'ledger-entries', id: entry.id }, files);
      void refreshLedger();
      await navigate({
        to: '/ledger/$id',
        params: { id: entry.id },
        state: { done: t('ledger.done_register', { number: entry.number, unit: entry.unit_name }) },
        replace: true,
      });
    } catch (refusal) {
      const errors = Object.fromEntries(
        Object.entries(fieldErrors(refusal)).map(([name, words]) => [fieldOfError(name), words]),
      );
      form.setErrors(errors);
      setError(refusal);
      showErrors(errors);
    }
  }

  return (
    <div className={css.page}>
      <PageHeader
        back={<Link to="/ledger">← {t('ledger.back')}</Link>}
        title={t('ledger.new_title')}
        note={t('ledger.new_note')}
      />
      <form ref={element} className={css.form} noValidate onSubmit={(event) => void submit(event)}>
        <ProblemNote error={error} />
        {search.activity && <ActivitySource origin={origin} form={form} fresh={restored === null} />}
        <SaidFields form={form} />
        <MoreFields form={form} open={more} onToggle={setMore} />
        <PendingFiles files={files} onChange={setFiles} className={css.sheet} />
        <div className={`${css.send} no-print`}>
          <DraftBadge draft={draft} />
          {draft.state !== 'clean' && (
            <Button
              variant="default"
              onClick={() => void discard().then(() => form.reset())}
              disabled={create.isPending}
            >
              {t('ledger.discard')}
            </Button>
          )}
          <Button type="submit" loading={create.isPending}>
            {t('ledger.save_entry')}
          </Button>
        </div>
      </form>
    </div>
  );
}
