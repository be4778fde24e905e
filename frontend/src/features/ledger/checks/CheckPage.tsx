import { Button, Checkbox, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, asProblem, changed, type components, idempotent, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Chips, EditDialog, EmptyState, ErrorState, notify, PageHeader, Skeleton, Tag } from '#/ui';
import { figures } from '../figures/texts';
import css from '../Ledger.module.css';
import { Options } from '../Options';
import { ledger } from '../texts';
import { METHODS, SATISFACTIONS } from '../words';
import { resultsOf } from './results';

type Schemas = components['schemas'];
type Sample = Schemas['CallbackSample'];

const route = getRouteApi('/_in/ledger/checks/$id');
const PATH = '/api/v1/ledger-callback-draws/{id}/samples';

/** A draw: which submitters are to be called, and what they said. */
export function CheckPage() {
  const { id } = route.useParams();
  const t = useT(figures);
  const format = useFormat();
  const [calling, setCalling] = useState<Sample | null>(null);
  const draw = api.useQuery('get', '/api/v1/ledger-callback-draws/{id}', { params: { path: { id } } });
  const samples = api.useQuery('get', PATH, { params: { path: { id } } });
  const found = draw.data;
  const results = found && resultsOf(found, (name, count) => `${t(`figures.${name}`)} ${count}`);
  return (
    <>
      <PageHeader
        back={<Link to="/ledger/checks">← {t('figures.checks_title')}</Link>}
        title={
          found
            ? t('figures.check_title', { unit: found.unit_name, month: found.month.slice(0, 7) })
            : t('figures.checks_title')
        }
        note={
          found &&
          [
            `${t('figures.drawn')} ${t('figures.drawn_of', { drawn: found.drawn, closed: found.closed })}`,
            `${t('figures.called')} ${found.called}`,
            results,
          ]
            .filter(Boolean)
            .join(' · ')
        }
      />
      <div className={`sheet ${css.sheet}`}>
        {!samples.data &&
          (samples.error ? (
            <ErrorState error={samples.error} onRetry={() => void samples.refetch()} />
          ) : (
            <Skeleton lines={6} />
          ))}
        {samples.data?.items.length === 0 && <EmptyState icon="check" text={t('figures.samples_empty')} />}
        <ul className={css.lines}>
          {samples.data?.items.map((one) => (
            <li key={one.entry_id}>
              <span className={css.main}>
                <Link to="/ledger/$id" params={{ id: one.entry_id }}>
                  {one.entry_number} {one.entry_title}
                </Link>
                <span className="row">
                  <Result of={one} />
                </span>
                {one.call?.note && <span className={css.words}>{one.call.note}</span>}
              </span>
              <span className="muted">
                {[one.unit_name, one.closed_at && format.shortDate(one.closed_at), one.call?.caller_name]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {one.may_call && (
                <Button
                  size="sm"
                  variant="default"
                  aria-label={t('figures.call_title', { number: one.entry_number })}
                  onClick={() => setCalling(one)}
                >
                  {t('figures.call')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
      {calling && <CallDialog draw={id} of={calling} onClose={() => setCalling(null)} />}
    </>
  );
}

function Result({ of: { call } }: { of: Sample }) {
  const t = useT(figures);
  const words = useT(ledger);
  if (!call) return <Tag>{t('figures.not_called')}</Tag>;
  return (
    <>
      <Tag tone={call.satisfaction === 'unsatisfied' ? 'amber' : call.satisfaction ? 'green' : 'grey'}>
        {call.satisfaction ? words(`ledger.satisfaction_${call.satisfaction}`) : t('figures.unreached')}
      </Tag>
      {call.told_to_say && <Tag tone="amber">{words('ledger.told_to_say')}</Tag>}
    </>
  );
}

type Values = {
  method: Schemas['CallbackMethod'];
  reached: 'yes' | 'no';
  satisfaction: Schemas['Satisfaction'] | '';
  told_to_say: boolean;
  note: string;
};

function CallDialog({ draw, of, onClose }: { draw: string; of: Sample; onClose: () => void }) {
  const t = useT(figures);
  const words = useT(ledger);
  const intention = useIdempotencyKey();
  const post = api.useMutation('post', '/api/v1/ledger-callback-draws/{id}/samples/{entry_id}/calls');
  const form = useForm<Values>({
    initialValues: { method: 'phone', reached: 'yes', satisfaction: '', told_to_say: false, note: '' },
    validate: {
      satisfaction: (value, { reached }) => (reached === 'no' || value ? null : t('common.required')),
    },
  });
  const { values, errors } = form;
  const reached = values.reached === 'yes';
  return (
    <EditDialog
      title={t('figures.call_title', { number: of.entry_number })}
      text={
        <>
          <b>{t('figures.script')}</b> {t('figures.script_text', { title: of.entry_title })}
        </>
      }
      form={form}
      onClose={onClose}
      save={async ({ method, satisfaction, told_to_say, note }) => {
        const header = idempotent(intention.key());
        await post
          .mutateAsync({
            params: { path: { id: draw, entry_id: of.entry_id }, header },
            body: {
              method,
              satisfaction: reached ? satisfaction || null : null,
              told_to_say: reached && told_to_say,
              note: note.trim() || null,
            },
          })
          .catch((error: unknown) => {
            // Without an answer the repeat must carry the same key; after one it is a new intention.
            if (asProblem(error).status > 0) intention.renew();
            throw error;
          });
        await changed('/api/v1/ledger-callback-draws', '/api/v1/ledger-callback-draws/{id}', PATH);
        notify.done(t('figures.call_done'));
      }}
    >
      <Chips
        single
        label={words('ledger.method')}
        choices={METHODS.map((value) => ({ value, label: words(`ledger.method_${value}`) }))}
        value={[values.method]}
        onChange={([value]) => value && form.setFieldValue('method', value)}
      />
      <Options
        short
        label={words('ledger.reached')}
        choices={(['yes', 'no'] as const).map((value) => ({
          value,
          label: words(`ledger.reached_${value}`),
        }))}
        value={values.reached}
        onChange={(value) => form.setFieldValue('reached', value)}
      />
      {reached && (
        <>
          <Options
            short
            required
            label={words('ledger.satisfaction')}
            choices={SATISFACTIONS.map((value) => ({ value, label: words(`ledger.satisfaction_${value}`) }))}
            value={values.satisfaction}
            onChange={(value) => form.setFieldValue('satisfaction', value)}
            error={errors.satisfaction}
          />
          <Checkbox
            size="md"
            label={words('ledger.told_ask')}
            description={words('ledger.told_hint')}
            {...form.getInputProps('told_to_say', { type: 'checkbox' })}
          />
        </>
      )}
      <Textarea
        size="md"
        label={words(reached ? 'ledger.words' : 'ledger.note_optional')}
        rows={3}
        maxLength={1000}
        {...form.getInputProps('note')}
      />
    </EditDialog>
  );
}
