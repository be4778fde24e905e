import { Checkbox, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, type components } from '#/api';
import { useT } from '#/i18n';
import { Chips } from '#/ui';
import { follows } from '../callback';
import css from '../Ledger.module.css';
import { Options } from '../Options';
import { ledger } from '../texts';
import { type Entry, METHODS, SATISFACTIONS } from '../words';
import { MoveFrame, type MoveProps } from './MoveFrame';
import { Templates } from './Templates';

type Schemas = components['schemas'];
type Values = {
  method: Schemas['CallbackMethod'];
  reached: 'yes' | 'no';
  satisfaction: Schemas['Satisfaction'] | '';
  reasonable: 'yes' | 'no' | '';
  told_to_say: boolean;
  note: string;
};

/** Call back: what the submitter says decides whether it is closed. */
export function CallBackMove(props: MoveProps<'call_back'>) {
  const { entry } = props;
  const decides = entry.decides_callbacks;
  const t = useT(ledger);
  const form = useForm<Values>({
    initialValues: {
      method: 'phone',
      reached: entry.disclosure === 'anonymous' ? 'no' : 'yes',
      satisfaction: '',
      reasonable: '',
      told_to_say: false,
      note: '',
    },
    validate: {
      satisfaction: (value, { reached }) => (reached === 'no' || value ? null : t('common.required')),
      reasonable: (value, { reached, satisfaction }) =>
        reached === 'no' || satisfaction !== 'unsatisfied' || !decides || value ? null : t('common.required'),
      note: (value, { reached, satisfaction }) =>
        reached === 'yes' && satisfaction === 'unsatisfied' && decides && !value.trim()
          ? t('ledger.decision_reason')
          : null,
    },
  });
  const { values, errors } = form;
  const [script, setScript] = useState('');
  const reached = values.reached === 'yes';
  const unsatisfied = reached && values.satisfaction === 'unsatisfied';
  return (
    <MoveFrame
      {...props}
      form={form}
      confirmLabel={t('ledger.send_call_back')}
      text={
        <>
          {t('ledger.next_call_back')}{' '}
          <span className="muted">{t('ledger.call_script', { title: entry.title })}</span>
        </>
      }
      body={({ method, satisfaction, reasonable, told_to_say, note }) => ({
        move: 'call_back',
        method,
        satisfaction: reached ? satisfaction || null : null,
        reasonable: unsatisfied && decides ? reasonable === 'yes' : null,
        told_to_say: reached && told_to_say,
        note: note.trim() || null,
      })}
    >
      <Chips
        single
        label={t('ledger.method')}
        choices={METHODS.map((value) => ({ value, label: t(`ledger.method_${value}`) }))}
        value={[values.method]}
        onChange={([value]) => value && form.setFieldValue('method', value)}
      />
      <Templates purpose="call_back" entry={entry} label={t('ledger.script')} onChoose={setScript} />
      {script && (
        <p className={css.answer} role="status">
          {script}
        </p>
      )}
      <Options
        short
        label={t('ledger.reached')}
        choices={(['yes', 'no'] as const).map((value) => ({ value, label: t(`ledger.reached_${value}`) }))}
        value={values.reached}
        onChange={(value) => form.setFieldValue('reached', value)}
      />
      {reached && (
        <Options
          short
          required
          label={t('ledger.satisfaction')}
          choices={SATISFACTIONS.map((value) => ({ value, label: t(`ledger.satisfaction_${value}`) }))}
          value={values.satisfaction}
          onChange={(value) => form.setFieldValue('satisfaction', value)}
          error={errors.satisfaction}
        />
      )}
      {unsatisfied && decides && (
        <Options
          required
          label={t('ledger.reasonable_ask')}
          choices={(['yes', 'no'] as const).map((value) => ({
            value,
            label: t(`ledger.reasonable_${value}`),
            hint: t(`ledger.reasonable_${value}_hint`),
          }))}
          value={values.reasonable}
          onChange={(value) => form.setFieldValue('reasonable', value)}
          error={errors.reasonable}
        />
      )}
      {reached && (
        <Checkbox
          size="md"
          label={t('ledger.told_ask')}
          description={t('ledger.told_hint')}
          {...form.getInputProps('told_to_say', { type: 'checkbox' })}
        />
      )}
      <Textarea
        size="md"
        label={t(reached ? 'ledger.words' : 'ledger.note_optional')}
        rows={3}
        maxLength={1000}
        {...form.getInputProps('note')}
      />
      <Follows entry={entry} values={values} />
    </MoveFrame>
  );
}

/** Said before it is sent: what the rule makes of this call. */
function Follows({ entry, values }: { entry: Entry; values: Values }) {
  const t = useT(ledger);
  const calls = api.useQuery('get', '/api/v1/ledger-entries/{id}/callbacks', {
    params: { path: { id: entry.id } },
  });
  const next = follows(
    {
      reached: values.reached === 'yes',
      satisfaction: values.satisfaction,
      reasonable: values.reasonable === '' ? null : values.reasonable === 'yes',
    },
    {
      anonymous: entry.disclosure === 'anonymous',
      decides: entry.decides_callbacks,
      calls: (calls.data?.items ?? []).filter((call) => !call.satisfaction).length,
    },
  );
  const outcome = t(`terms.outcome_${entry.outcome ?? 'resolved'}`);
  return (
    <p className={css.follows} role="status">
      {next && (
        <>
          <b>{t('ledger.follows')}</b>{' '}
          {next.what === 'stays'
            ? t('ledger.follows_stays', { count: next.left })
            : next.what === 'goes_on'
              ? t('ledger.follows_goes_on')
              : t(`ledger.follows_${next.what}`, { outcome })}
        </>
      )}
    </p>
  );
}
