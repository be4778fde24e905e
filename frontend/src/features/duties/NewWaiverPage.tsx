import { Button, NumberInput, Textarea } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useForm } from '@mantine/form';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, client, fieldErrors, listQuery, newId, useMe } from '#/api';
import { today, useT } from '#/i18n';
import {
  Chips,
  ChoiceField,
  DateField,
  notify,
  type Option,
  PageHeader,
  Picker,
  ProblemNote,
  useUnits,
} from '#/ui';
import css from './duties.module.css';
import { WAIVER_KINDS, type WaiverKind } from './waiver';
import { waivers } from './waiver-texts';

const route = getRouteApi('/_in/duties/waivers/new');

type Whose = 'me' | 'person' | 'unit';

/** Asks for a waiver: for whom, of which duty, when, how much, and why. */
export function NewWaiverPage() {
  const t = useT(waivers);
  const me = useMe();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { units } = useUnits();
  const [id] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const oversees = me.roles.some((one) => ['principal', 'office', 'branch_principal'].includes(one.role));
  const other = search.person_id && search.person_id !== me.person?.id ? search.person_id : '';
  const known = api.useQuery(
    'get',
    '/api/v1/personnel/{id}',
    { params: { path: { id: other } } },
    { enabled: Boolean(other) },
  );
  const [person, setPerson] = useState<Option[]>([]);
  const chosen =
    person.length === 0 && other && known.data
      ? [{ id: known.data.id, label: known.data.name, note: known.data.unit_name }]
      : person;
  const form = useForm({
    initialValues: {
      whose: (other ? 'person' : me.person ? 'me' : 'person') as Whose,
      unit_id: '',
      duty_code: search.duty_code ?? '',
      kind: 'leave' as WaiverKind,
      starts_on: search.starts_on ?? today(),
      ends_on: search.ends_on ?? '',
      how: 'weeks' as 'weeks' | 'number',
      amount: '' as number | string,
      reason: '',
    },
    validate: {
      ends_on: (value) => (value ? null : t('waivers.required')),
      reason: (value) => (value.trim().length > 1 ? null : t('waivers.required')),
      unit_id: (value, values) => (values.whose === 'unit' && !value ? t('waivers.choose') : null),
      duty_code: (value, values) =>
        !value && (values.how === 'number' || values.whose === 'unit') ? t('waivers.choose') : null,
      amount: (value, values) => (values.how === 'number' && !value ? t('waivers.required') : null),
    },
  });
  const { whose, how } = form.values;
  const personId = whose === 'me' ? me.person?.id : chosen[0]?.id;
  const bound = useDuties(whose, personId, form.values.unit_id, form.values.starts_on);
  const create = api.useMutation('post', '/api/v1/waivers');

  async function submit(values: typeof form.values) {
    setError(null);
    try {
      const made = await create.mutateAsync({
        body: {
          id,
          ...(whose === 'unit' ? { unit_id: values.unit_id } : personId ? { person_id: personId } : {}),
          ...(values.duty_code ? { duty_code: values.duty_code } : {}),
          kind: values.kind,
          starts_on: values.starts_on,
          ends_on: values.ends_on,
          ...(how === 'number' ? { amount: Number(values.amount) } : {}),
          reason: values.reason.trim(),
          ...(search.leave_id && whose !== 'unit' ? { leave_id: search.leave_id } : {}),
        },
      });
      await changed('/api/v1/waivers', '/api/v1/dashboard');
      notify.done(t('waivers.sent'));
      await navigate({ to: '/duties/waivers/$id', params: { id: made.id } });
    } catch (refusal) {
      form.setErrors(fieldErrors(refusal));
      setError(refusal);
    }
  }

  async function load(q: string, signal: AbortSignal): Promise<Option[]> {
    const query = listQuery('/api/v1/personnel', { limit: 20, ...([...q].length > 1 ? { q } : {}) });
    const { data } = await client.GET('/api/v1/personnel', { params: { query }, signal });
    return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
  }

  const whom: Whose[] = [
    ...(me.person ? (['me'] as const) : []),
    ...(oversees ? (['person', 'unit'] as const) : []),
  ];
  return (
    <>
      <PageHeader
        title={t('waivers.new')}
        note={t('waivers.note')}
        back={<Link to="/duties/waivers">{t('waivers.back')}</Link>}
      />
      <form
        className={`sheet stack ${css.form}`}
        noValidate
        onSubmit={form.onSubmit((values) => void submit(values))}
      >
        <ProblemNote error={error} />
        {whom.length > 1 && (
          <Chips
            single
            label={t('waivers.whose')}
            choices={whom.map((value) => ({ value, label: t(`waivers.whose_${value}`) }))}
            value={[whose]}
            onChange={([value]) => {
              if (value) form.setFieldValue('whose', value);
              form.setFieldValue('duty_code', '');
            }}
          />
        )}
        {whose === 'person' && (
          <Picker
            label={t('waivers.person')}
            source={['personnel']}
            load={load}
            people
            required
            value={chosen}
            onChange={setPerson}
            error={form.errors.person_id}
          />
        )}
        {whose === 'unit' && (
          <ChoiceField
            label={t('waivers.unit')}
            required
            placeholder={t('waivers.choose')}
            choices={units
              .filter((unit) => ['village_school', 'kindergarten', 'central_school'].includes(unit.kind))
              .map((unit) => ({ value: unit.id as string, label: unit.name }))}
            {...form.getInputProps('unit_id')}
            value={form.values.unit_id}
          />
        )}
        <ChoiceField
          label={t('waivers.which')}
          description={t('waivers.which_hint')}
          placeholder={whose === 'unit' || how === 'number' ? t('waivers.choose') : t('waivers.all_duties')}
          choices={bound}
          {...form.getInputProps('duty_code')}
          value={form.values.duty_code}
        />
        <Chips
          single
          label={t('waivers.kind')}
          choices={WAIVER_KINDS.map((value) => ({ value, label: t(`terms.waiver_kind_${value}`) }))}
          value={[form.values.kind]}
          onChange={([value]) => value && form.setFieldValue('kind', value)}
        />
        <div className={css.pair}>
          <DateField
            label={t('waivers.starts_on')}
            required
            {...form.getInputProps('starts_on')}
            value={form.values.starts_on}
          />
          <DateField
            label={t('waivers.ends_on')}
            required
            {...form.getInputProps('ends_on')}
            value={form.values.ends_on}
          />
        </div>
        <Chips
          single
          label={t('waivers.how')}
          choices={(['weeks', 'number'] as const).map((value) => ({
            value,
            label: t(`waivers.how_${value}`),
          }))}
          value={[how]}
          onChange={([value]) => value && form.setFieldValue('how', value)}
        />
        {how === 'weeks' && <p className="muted">{t('waivers.how_weeks_hint')}</p>}
        {how === 'number' && (
          <NumberInput
            size="md"
            label={t('waivers.number')}
            required
            min={1}
            max={10_000}
            allowDecimal={false}
            hideControls
            {...form.getInputProps('amount')}
          />
        )}
        <Textarea
          size="md"
          label={t('waivers.reason')}
          required
          maxLength={500}
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <div className={css.end}>
          <Button component={Link} to="/duties/waivers" variant="default">
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={whose !== 'unit' && !personId}>
            {t('waivers.send')}
          </Button>
        </div>
      </form>
    </>
  );
}

/** The duties that can be waived for a person, or for units. */
function useDuties(whose: Whose, personId: string | undefined, unitId: string, on: string) {
  const ofPerson = api.useQuery(
    'get',
    '/api/v1/duty-progress',
    { params: { query: { ...(personId ? { person_id: personId } : {}), ...(on ? { on } : {}) } } },
    { enabled: whose !== 'unit' && Boolean(personId) },
  );
  const ofUnits = api.useQuery(
    'get',
    '/api/v1/duty-progress/units',
    {
      params: {
        query: { limit: 200, ...(unitId ? { unit_id: unitId } : {}), ...(on ? { on } : {}) },
      },
    },
    { enabled: whose === 'unit' && Boolean(unitId) },
  );
  if (whose === 'unit') {
    const cells = ofUnits.data?.items.find((row) => row.unit_id === unitId)?.cells ?? [];
    return cells.map((cell) => ({ value: cell.duty_code, label: cell.duty_title }));
  }
  const items = (ofPerson.data?.items ?? []).filter((item) => item.subject.kind === 'person');
  return items.map((item) => ({ value: item.duty.code, label: item.duty.title }));
}
