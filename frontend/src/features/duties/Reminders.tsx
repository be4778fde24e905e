import { Button, NumberInput } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed, fieldErrors, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { Chips, ChoiceField, ConfirmMove, ErrorState, IconButton, notify, Skeleton } from '#/ui';
import css from './duties.module.css';
import type { DutyProgress } from './model';
import { duties } from './texts';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

function weekdayOf(value: number | null): (typeof weekdays)[number] {
  return weekdays.find((day) => day === value) ?? 1;
}

/** Of what I want to be reminded on my day; nobody else sees it. */
export function Reminders({ items }: { items: DutyProgress[] }) {
  const t = useT(duties);
  const [adding, setAdding] = useState(false);
  const query = api.useQuery('get', '/api/v1/duty-reminders', { params: { query: { limit: 200 } } });
  const remove = api.useMutation('delete', '/api/v1/duty-reminders/{id}');
  const titleOf = (code: string) => items.find((item) => item.duty.code === code)?.duty.title ?? code;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('duties.reminders')}>
      <div className={css.head}>
        <h2 className={css.name}>{t('duties.reminders')}</h2>
        <Button variant="default" size="md" onClick={() => setAdding(true)}>
          {t('duties.reminder_add')}
        </Button>
      </div>
      <p className="muted">{t('duties.reminders_note')}</p>
      {query.isPending && <Skeleton lines={2} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className={css.words}>{t('duties.reminders_none')}</p>}
      <ul>
        {query.data?.items.map((row) => (
          <li key={row.id} className={css.proposal}>
            <span>
              <b>{titleOf(row.duty_code)}</b>{' '}
              <span className="muted">
                {row.days_before_end === null
                  ? t('duties.reminder_on', { weekday: t(`duties.weekday_${weekdayOf(row.weekday)}`) })
                  : t('duties.reminder_in', { days: row.days_before_end })}
                {!row.only_if_not_met && ` · ${t('duties.reminder_always')}`}
              </span>
            </span>
            <IconButton
              icon="close"
              label={t('duties.reminder_delete', { title: titleOf(row.duty_code) })}
              onClick={() =>
                void remove
                  .mutateAsync({ params: { path: { id: row.id }, header: ifMatch(row.version) } })
                  .then(() => changed('/api/v1/duty-reminders', '/api/v1/dashboard'))
                  .then(() => notify.done(t('duties.reminder_deleted')))
              }
            />
          </li>
        ))}
      </ul>
      {adding && <AddReminder items={items} onClose={() => setAdding(false)} />}
    </section>
  );
}

function AddReminder({ items, onClose }: { items: DutyProgress[]; onClose: () => void }) {
  const t = useT(duties);
  const create = api.useMutation('post', '/api/v1/duty-reminders');
  const form = useForm({
    initialValues: {
      duty_code: items[0]?.duty.code ?? '',
      when: 'weekly' as 'weekly' | 'before',
      weekday: '1',
      days: 14 as number | string,
      only: ['only'] as 'only'[],
    },
  });
  const { when, only } = form.values;

  async function save() {
    const { duty_code, weekday, days } = form.values;
    try {
      await create.mutateAsync({
        body: {
          duty_code,
          ...(when === 'weekly' ? { weekday: Number(weekday) } : { days_before_end: Number(days) }),
          only_if_not_met: only.length > 0,
        },
      });
    } catch (refusal) {
      form.setErrors(fieldErrors(refusal));
      throw refusal;
    }
    await changed('/api/v1/duty-reminders', '/api/v1/dashboard');
    notify.done(t('duties.reminder_saved'));
  }

  return (
    <ConfirmMove
      title={t('duties.reminder_add')}
      text={t('duties.reminders_note')}
      confirmLabel={t('common.save')}
      onConfirm={save}
      onClose={onClose}
    >
      <ChoiceField
        label={t('duties.reminder_duty')}
        choices={items.map((item) => ({ value: item.duty.code, label: item.duty.title }))}
        {...form.getInputProps('duty_code')}
        value={form.values.duty_code}
      />
      <Chips
        single
        label={t('duties.reminder_when')}
        choices={(['weekly', 'before'] as const).map((value) => ({
          value,
          label: t(`duties.reminder_${value}`),
        }))}
        value={[when]}
        onChange={([value]) => value && form.setFieldValue('when', value)}
      />
      {when === 'weekly' ? (
        <ChoiceField
          label={t('duties.reminder_weekday')}
          choices={weekdays.map((day) => ({ value: String(day), label: t(`duties.weekday_${day}`) }))}
          {...form.getInputProps('weekday')}
          value={form.values.weekday}
        />
      ) : (
        <NumberInput
          size="md"
          label={t('duties.reminder_days')}
          min={1}
          max={60}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('days')}
          error={form.errors.days_before_end}
        />
      )}
      <Chips
        label={t('duties.reminder_only')}
        choices={[{ value: 'only', label: t('duties.reminder_only') }]}
        value={only}
        onChange={(value) => form.setFieldValue('only', value)}
      />
    </ConfirmMove>
  );
}
