import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, fieldErrors, listQuery, useMe } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ChoiceField, DateField, ErrorState, notify, PageHeader, ProblemNote, Skeleton } from '#/ui';
import css from './plan.module.css';
import { plan } from './texts';

/** Choose a template, say which school and from when; everything else is copied and reviewed on the draft. */
export function NewPlanPage() {
  const t = useT(plan);
  const format = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);
  const [template, setTemplate] = useState('');
  const bureau = me.roles.some((one) => one.role === 'bureau');
  const templates = api.useQuery('get', '/api/v1/plan-templates');
  const units = api.useQuery('get', '/api/v1/org-units', {
    params: {
      query: listQuery('/api/v1/org-units', { kind: bureau ? 'bureau' : 'central_school', limit: 200 }),
    },
  });
  const create = api.useMutation('post', '/api/v1/plans');
  const own = me.roles.find((one) => ['office', 'principal', 'bureau'].includes(one.role))?.unit_id ?? '';
  const form = useForm({
    initialValues: { unit_id: own as string, document_number: '', issued_on: '', effective_from: today() },
  });
  const chosen = template || templates.data?.items[0]?.code || '';

  async function submit(values: typeof form.values) {
    setError(null);
    try {
      const made = await create.mutateAsync({
        body: {
          unit_id: values.unit_id,
          template_code: chosen,
          effective_from: values.effective_from,
          ...(values.document_number ? { document_number: values.document_number } : {}),
          ...(values.issued_on ? { issued_on: values.issued_on } : {}),
        },
      });
      await changed('/api/v1/plans');
      notify.done(t('plan.created'));
      await navigate({ to: '/plan/$id', params: { id: made.id } });
    } catch (refusal) {
      form.setErrors(fieldErrors(refusal));
      setError(refusal);
    }
  }

  return (
    <>
      <PageHeader
        title={t('plan.new')}
        note={t('plan.choose_note')}
        back={<Link to="/plan">{t('plan.back')}</Link>}
      />
      <form
        className={`sheet stack ${css.form}`}
        noValidate
        onSubmit={form.onSubmit((values) => void submit(values))}
      >
        <ProblemNote error={error} />
        <fieldset className={css.templates}>
          <legend>{t('plan.choose')}</legend>
          {templates.isPending && <Skeleton lines={2} />}
          {templates.error && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
          {templates.data?.items.map((one) => (
            <label key={one.code} className={css.template}>
              <input
                type="radio"
                name="template"
                value={one.code}
                checked={chosen === one.code}
                onChange={() => setTemplate(one.code)}
              />
              <span>
                <b>{one.title}</b>
                <span className="muted">
                  {t('plan.template_source', { name: one.issued_by, date: format.date(one.issued_on) })} ·{' '}
                  {t('plan.version', { version: one.version })}
                </span>
                {one.published && one.note && <span className="muted">{one.note}</span>}
                <span className="muted">
                  {t('plan.template_facts', {
                    group: one.leading_group,
                    schemes: one.schemes,
                    duties: one.duties,
                  })}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <ChoiceField
          label={t('plan.unit')}
          required
          placeholder=""
          choices={(units.data?.items ?? []).map((unit) => ({ value: unit.id as string, label: unit.name }))}
          {...form.getInputProps('unit_id')}
          value={form.values.unit_id}
        />
        <DateField
          label={t('plan.effective_from')}
          required
          {...form.getInputProps('effective_from')}
          value={form.values.effective_from}
        />
        <TextInput
          size="md"
          label={t('plan.document_number')}
          description={t('plan.document_number_hint')}
          maxLength={100}
          {...form.getInputProps('document_number')}
        />
        <DateField
          label={t('plan.issued_on')}
          {...form.getInputProps('issued_on')}
          value={form.values.issued_on}
        />
        <div className={css.end}>
          <Button component={Link} to="/plan" variant="default">
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!chosen || !form.values.unit_id}>
            {t('plan.create')}
          </Button>
        </div>
      </form>
    </>
  );
}
