import { Button, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, fieldErrors } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, notify, type Option, PageHeader, Picker, ProblemNote } from '#/ui';
import css from './Access.module.css';
import { Handed } from './Handed';
import { type AccessWithCode, KINDS, type Kind, loads, refreshAccesses } from './model';
import { access } from './texts';

const route = getRouteApi('/_in/inspection-access/new');
const NOTHING: Record<Kind, Option[]> = { activity: [], ledger_entry: [], report: [], finding: [], plan: [] };
const DAYS = ['1', '3', '5', '7', '14'] as const;

/** Chooses records and makes a link for a limited time. */
export function NewAccessPage() {
  const t = useT(access);
  const { inspection } = route.useSearch();
  const create = api.useMutation('post', '/api/v1/inspection-accesses');
  const inspections = api.useQuery('get', '/api/v1/inspections', { params: { query: { limit: 50 } } });
  const [of, setOf] = useState(inspection ?? '');
  const [holder, setHolder] = useState('');
  const [days, setDays] = useState<(typeof DAYS)[number]>('3');
  const [chosen, setChosen] = useState(NOTHING);
  const [error, setError] = useState<unknown>(null);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const [made, setMade] = useState<AccessWithCode | null>(null);
  const known = inspections.data?.items ?? [];
  const body = known.find((one) => one.id === of)?.body;
  const records = KINDS.flatMap((kind) => chosen[kind].map(({ id }) => ({ kind, id })));
  const errors = { ...missing, ...(error ? fieldErrors(error) : {}) };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setError(null);
    const whom = holder.trim() || (body ?? '');
    const gaps = {
      ...(whom.length > 1 ? {} : { holder: t('common.required') }),
      ...(records.length > 0 ? {} : { records: t('access.chosen_none') }),
    };
    setMissing(gaps);
    if (Object.keys(gaps).length > 0) return;
    try {
      const answer = await create.mutateAsync({
        body: { holder: whom, days: Number(days), records, ...(of ? { inspection_id: of } : {}) },
      });
      await refreshAccesses();
      notify.done(t('access.made'));
      setMade(answer);
    } catch (refusal) {
      setError(refusal);
    }
  }

  if (made) return <Handed of={made} />;
  return (
    <>
      <PageHeader
        back={<Link to="/inspection-access">← {t('access.title')}</Link>}
        title={t('access.add')}
        note={t('access.note')}
      />
      <form className={`sheet stack ${css.form}`} noValidate onSubmit={(event) => void submit(event)}>
        <ProblemNote error={error} />
        <ChoiceField
          label={t('access.inspection')}
          placeholder={t('access.inspection_none')}
          choices={known.map((one) => ({ value: one.id, label: one.title }))}
          value={of}
          onChange={setOf}
          error={errors.inspection_id}
        />
        <TextInput
          size="md"
          required
          maxLength={100}
          label={t('access.holder')}
          description={t('access.holder_hint')}
          placeholder={body ?? ''}
          value={holder}
          onChange={({ currentTarget }) => setHolder(currentTarget.value)}
          error={errors.holder}
        />
        <ChoiceField
          label={t('access.days')}
          description={t('access.days_hint')}
          choices={DAYS.map((value) => ({ value, label: value }))}
          value={days}
          onChange={(value) => value && setDays(value)}
          error={errors.days}
        />
        <fieldset className={css.records}>
          <legend>{t('access.choose')}</legend>
          <p className="muted">{t('access.choose_note')}</p>
          {KINDS.map((kind) => (
            <Picker
              key={kind}
              label={t('access.choose_of', { kind: t(`access.kind_${kind}`) })}
              source={['inspection-access', kind]}
              multiple
              value={chosen[kind]}
              onChange={(value) => setChosen((before) => ({ ...before, [kind]: value }))}
              load={(query, signal) => loads[kind](query, signal, (word) => t(`terms.kind_${word}`))}
            />
          ))}
          {errors.records && (
            <p className={css.wrong} role="alert">
              {errors.records}
            </p>
          )}
        </fieldset>
        <div className={css.foot}>
          <span className="muted">{t('access.chosen', { count: records.length })}</span>
          <Button type="submit" loading={create.isPending}>
            {t('access.submit')}
          </Button>
        </div>
      </form>
    </>
  );
}
