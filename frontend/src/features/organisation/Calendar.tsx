import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed, type components, ifMatch, useCan } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import {
  ChoiceField,
  ConfirmMove,
  DateField,
  EditDialog,
  ErrorState,
  ExportButton,
  IconButton,
  notify,
  Skeleton,
  Tag,
  type Tone,
  useUnits,
} from '#/ui';
import css from './Organisation.module.css';
import { organisation } from './texts';

type Day = components['schemas']['CalendarDay'];

const KINDS = ['holiday', 'make_up', 'off'] as const;
const TONES: Record<Day['kind'], Tone> = { holiday: 'green', make_up: 'amber', off: 'grey' };

/** The days that differ from the ordinary week, from this month on. */
export function Calendar() {
  const t = useT(organisation);
  const format = useFormat();
  const mayWrite = useCan('organisation:write');
  const { name } = useUnits();
  const remove = api.useMutation('delete', '/api/v1/calendar-days/{id}');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Day | null>(null);
  const since = `${today().slice(0, 7)}-01`;
  const query = api.useQuery('get', '/api/v1/calendar-days', {
    params: { query: { 'day[gte]': since, limit: 60 } },
  });
  return (
    <section className={`sheet ${css.part}`} aria-label={t('organisation.calendar')}>
      <div className={css.head}>
        <h2>{t('organisation.calendar')}</h2>
        <span className="row">
          <ExportButton of="calendar_days" fixed={{ 'day[gte]': since }} below />
          {mayWrite && (
            <Button size="sm" variant="default" onClick={() => setAdding(true)}>
              {t('organisation.add_day')}
            </Button>
          )}
        </span>
      </div>
      <p className="muted">{t('organisation.calendar_note')}</p>
      {query.isPending && <Skeleton lines={3} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className={css.none}>{t('organisation.no_days')}</p>}
      {query.data?.items.map((day) => (
        <div key={day.id} className={css.line}>
          <div>
            <div>{format.weekday(day.day)}</div>
            <div className="muted">{[day.note, name(day.unit_id)].filter(Boolean).join(' · ')}</div>
          </div>
          <Tag tone={TONES[day.kind]}>{t(`organisation.day_${day.kind}`)}</Tag>
          {mayWrite && (
            <IconButton
              icon="trash"
              label={`${t('organisation.remove_day')}：${format.date(day.day)}`}
              onClick={() => setRemoving(day)}
            />
          )}
        </div>
      ))}
      {adding && <DayDialog onClose={() => setAdding(false)} />}
      {removing && (
        <ConfirmMove
          title={t('organisation.remove_day')}
          text={t('organisation.remove_day_text', { day: format.date(removing.day) })}
          confirmLabel={t('common.confirm')}
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            const params = { path: { id: removing.id }, header: ifMatch(removing.version) };
            await remove.mutateAsync({ params });
            await changed('/api/v1/calendar-days');
          }}
        />
      )}
    </section>
  );
}

function DayDialog({ onClose }: { onClose: () => void }) {
  const t = useT(organisation);
  const { units, choices } = useUnits();
  const put = api.useMutation('post', '/api/v1/calendar-days');
  const form = useForm({
    initialValues: { unit_id: '', day: today(), kind: 'holiday' as (typeof KINDS)[number], note: '' },
    validate: { day: (value) => (value ? null : t('common.required')) },
  });
  const unit_id = form.values.unit_id || units.find((unit) => unit.kind === 'central_school')?.id || '';
  return (
    <EditDialog
      title={t('organisation.add_day')}
      form={form}
      onClose={onClose}
      save={async ({ day, kind, note }) => {
        await put.mutateAsync({ body: { unit_id, day, kind, note: note.trim() || null } });
        await changed('/api/v1/calendar-days');
        notify.done(t('organisation.saved'));
      }}
    >
      <div className={css.fields}>
        <DateField
          label={t('organisation.day')}
          required
          value={form.values.day}
          onChange={(value) => form.setFieldValue('day', value)}
          error={form.errors.day}
        />
        <ChoiceField
          label={t('organisation.kind')}
          choices={KINDS.map((value) => ({ value, label: t(`organisation.day_${value}`) }))}
          value={form.values.kind}
          onChange={(value) => value && form.setFieldValue('kind', value)}
          error={form.errors.kind}
        />
        <ChoiceField
          label={t('organisation.unit')}
          description={t('organisation.unit_hint')}
          choices={choices}
          value={unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
        <TextInput size="md" label={t('organisation.day_note')} {...form.getInputProps('note')} />
      </div>
    </EditDialog>
  );
}
