import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, changed, fieldErrors, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, DateField, notify, PageHeader, ProblemNote, useUnits } from '#/ui';
import css from './reports.module.css';
import { reports } from './texts';
import { daysOf, type Kind, kinds } from './words';

/** Which report, of whom, of which days; everything else is drafted from the records. */
export function NewReportPage() {
  const t = useT(reports);
  const me = useMe();
  const navigate = useNavigate();
  const create = api.useMutation('post', '/api/v1/reports');
  const terms = api.useQuery('get', '/api/v1/terms', { params: { query: { limit: 24 } } });
  const { units } = useUnits();
  const responsible = me.roles.filter((one) =>
    ['principal', 'office', 'branch_principal'].includes(one.role),
  );
  const allowed = kinds.filter((one) => (one === 'person_summary' ? me.person : responsible.length > 0));
  const [kind, setKind] = useState<Kind>(allowed[0] ?? 'unit_report');
  const [unit, setUnit] = useState<string>(responsible[0]?.unit_id ?? '');
  const [term, setTerm] = useState('');
  const [month, setMonth] = useState(today().slice(0, 7));
  const [from, setFrom] = useState(daysOf(today().slice(0, 7)).from);
  const [until, setUntil] = useState(today());
  const [error, setError] = useState<unknown>(null);
  const errors = error ? fieldErrors(error) : {};

  const past = (terms.data?.items ?? [])
    .filter((one) => one.starts_on <= today())
    .toSorted((one, other) => other.starts_on.localeCompare(one.starts_on));
  const chosen = past.find((one) => one.id === term) ?? past[0];
  const byTerm = kind === 'person_summary' || kind === 'school_summary';
  const days = byTerm
    ? { from: chosen?.starts_on ?? '', until: chosen?.ends_on ?? '' }
    : kind === 'unit_analysis'
      ? daysOf(month)
      : { from, until };
  const schools = units.filter((one) => one.kind !== 'bureau' && one.kind !== 'department' && !one.closed_on);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setError(null);
    try {
      const made = await create.mutateAsync({
        body: {
          kind,
          starts_on: days.from,
          ends_on: days.until,
          ...(kind === 'person_summary' ? {} : { unit_id: unit }),
        },
      });
      await changed('/api/v1/reports');
      notify.done(t('reports.made'));
      await navigate({ to: '/reports/$id', params: { id: made.id } });
    } catch (refusal) {
      setError(refusal);
    }
  }

  return (
    <>
      <PageHeader
        title={t('reports.new')}
        note={t('reports.make_note')}
        back={<Link to="/reports">← {t('reports.back')}</Link>}
      />
      <form className={`sheet stack ${css.form}`} noValidate onSubmit={(event) => void submit(event)}>
        <ProblemNote error={error} />
        <fieldset className={css.kinds}>
          <legend>{t('reports.choose')}</legend>
          {allowed.map((one) => (
            <label key={one} className={css.kind}>
              <input
                type="radio"
                name="kind"
                value={one}
                checked={kind === one}
                onChange={() => setKind(one)}
              />
              <span>
                <b>{t(`reports.kind_${one}`)}</b>
                <span className="muted">{t(`reports.about_${one}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {kind !== 'person_summary' && (
          <ChoiceField
            label={t('reports.unit')}
            required
            choices={schools.map((one) => ({ value: one.id as string, label: one.name }))}
            value={unit}
            onChange={setUnit}
            error={errors.unit_id}
          />
        )}
        {byTerm && (
          <ChoiceField
            label={t('reports.term')}
            required
            choices={past.map((one) => ({ value: one.id as string, label: one.name }))}
            value={chosen?.id ?? ''}
            onChange={setTerm}
            error={errors.ends_on}
            description={past.length === 0 && !terms.isPending ? t('reports.no_term') : undefined}
          />
        )}
        {kind === 'unit_analysis' && (
          <TextInput
            type="month"
            size="md"
            label={t('reports.month')}
            required
            max={today().slice(0, 7)}
            value={month}
            onChange={({ currentTarget }) => currentTarget.value && setMonth(currentTarget.value)}
            error={errors.ends_on ?? errors.starts_on}
          />
        )}
        {kind === 'unit_report' && (
          <div className={css.days}>
            <DateField
              label={t('reports.from')}
              required
              value={from}
              max={today()}
              onChange={setFrom}
              error={errors.starts_on}
            />
            <DateField
              label={t('reports.until')}
              required
              value={until}
              onChange={setUntil}
              error={errors.ends_on}
            />
          </div>
        )}
        <div className={css.end}>
          <Button component={Link} to="/reports" variant="default" size="md">
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            size="md"
            loading={create.isPending}
            disabled={!days.from || !days.until || (kind !== 'person_summary' && !unit)}
          >
            {t('reports.make')}
          </Button>
        </div>
      </form>
    </>
  );
}
