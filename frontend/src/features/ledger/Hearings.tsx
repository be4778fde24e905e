import { Button, Checkbox, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed, client, ifMatch, useCan } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify, Tag } from '#/ui';
import { Section } from './EntryBody';
import { figures } from './figures/texts';
import css from './Ledger.module.css';
import { refreshLedger } from './moves/MoveFrame';
import type { Entry } from './words';

type Props = { entry: Entry; heading: 'h2' | 'h3' };

/** What those whom the entry is about said, before anything is found against them. */
export function Hearings(props: Props) {
  const may = useCan('ledger:hearings');
  if (!may || props.entry.persons_concerned.length === 0) return null;
  return <Kept {...props} />;
}

function Kept({ entry, heading }: Props) {
  const t = useT(figures);
  const format = useFormat();
  const [hearing, setHearing] = useState(false);
  const found = api.useQuery('get', '/api/v1/ledger-entries/{id}/hearings', {
    params: { path: { id: entry.id } },
  });
  const items = found.data?.items ?? [];
  async function disclose(id: string, version: number) {
    try {
      await client.POST('/api/v1/ledger-hearings/{id}/disclosure', {
        params: { path: { id }, header: ifMatch(version) },
      });
      await refreshHearings();
      notify.done(t('figures.disclosed'));
    } catch (error) {
      notify.problem(error);
    }
  }
  return (
    <Section title={t('figures.hearings')} heading={heading}>
      {items.length === 0 && <p className="muted">{t('figures.hearings_none')}</p>}
      <ul className={css.lines}>
        {items.map((one) => (
          <li key={one.id}>
            <span className={css.main}>
              <span>
                {one.person_name} · {format.date(one.heard_on)}
              </span>
              <Tag tone={one.disclosed_at ? 'green' : 'grey'}>
                {t(one.disclosed_at ? 'figures.disclosed' : 'figures.undisclosed')}
              </Tag>
              <span className={css.words}>{one.put_to_person}</span>
              <span className={css.words}>{one.statement}</span>
            </span>
            <span className="muted">{t('figures.kept_by', { name: one.kept_by_name })}</span>
            {!one.disclosed_at && (
              <Button
                size="compact-sm"
                variant="default"
                className="no-print"
                onClick={() => void disclose(one.id, one.version)}
              >
                {t('figures.disclose_now')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {entry.state !== 'closed' && (
        <Button variant="default" size="sm" className="no-print" onClick={() => setHearing(true)}>
          {t('figures.hear')}
        </Button>
      )}
      {hearing && <HearingDialog entry={entry} onClose={() => setHearing(false)} />}
    </Section>
  );
}

async function refreshHearings() {
  await changed('/api/v1/ledger-entries/{id}/hearings');
  await refreshLedger();
}

function HearingDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useT(figures);
  const keep = api.useMutation('post', '/api/v1/ledger-entries/{id}/hearings');
  const persons = entry.persons_concerned;
  const form = useForm({
    initialValues: {
      person_id: persons[0]?.id ?? '',
      heard_on: today(),
      put_to_person: '',
      statement: '',
      disclose: false,
    },
    validate: {
      put_to_person: (value) => (value.trim().length > 1 ? null : t('common.required')),
      statement: (value) => (value.trim().length > 1 ? null : t('common.required')),
    },
  });
  const { values, errors } = form;
  return (
    <EditDialog
      title={t('figures.hear')}
      text={t('figures.hear_text')}
      form={form}
      onClose={onClose}
      save={async (body) => {
        await keep.mutateAsync({ params: { path: { id: entry.id } }, body });
        await refreshHearings();
        notify.done(t('figures.heard_done'));
      }}
    >
      <ChoiceField
        label={t('figures.heard_person')}
        choices={persons.map(({ id, name }) => ({ value: id, label: name }))}
        value={values.person_id}
        onChange={(value) => value && form.setFieldValue('person_id', value)}
        error={errors.person_id}
      />
      <DateField
        label={t('figures.heard_on')}
        required
        max={today()}
        value={values.heard_on}
        onChange={(value) => form.setFieldValue('heard_on', value)}
        error={errors.heard_on}
      />
      <Textarea
        size="md"
        label={t('figures.put_to')}
        required
        rows={3}
        maxLength={2000}
        data-autofocus
        {...form.getInputProps('put_to_person')}
      />
      <Textarea
        size="md"
        label={t('figures.statement')}
        required
        rows={5}
        maxLength={4000}
        {...form.getInputProps('statement')}
      />
      <Checkbox
        size="md"
        label={t('figures.disclose')}
        description={t('figures.disclose_hint')}
        {...form.getInputProps('disclose', { type: 'checkbox' })}
      />
    </EditDialog>
  );
}
