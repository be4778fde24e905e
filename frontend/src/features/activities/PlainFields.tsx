import { Switch, TextInput } from '@mantine/core';
import { client } from '#/api';
import { useT } from '#/i18n';
import { Chips, ChoiceField, Picker, useUnits } from '#/ui';
import { AttendanceFields } from './AttendanceFields';
import { CanteenFields } from './CanteenFields';
import { DayField } from './DayField';
import { Fold } from './Fold';
import { LongText, PeoplePicker, type RecordForm } from './fields';
import { FORMS, type Form, type PlainKind } from './forms';
import { HomeVisitFields } from './HomeVisitFields';
import { useConfirmation } from './kindsOfSchool';
import { kinds } from './kindTexts';
import { DecisionFields, NumberFields } from './MeetingFields';
import css from './Record.module.css';
import { STAGE_RESULTS, STUDY_MODES, STUDY_THEMES } from './words';

type Props = { form: RecordForm; kind: PlainKind; onChange: () => void };

/** Where or whom, when, and the few fields that matter; who will confirm it. */
export function PlainFields({ form, kind, onChange }: Props) {
  const t = useT(kinds);
  const { place, lines, meeting } = FORMS[kind];
  if (place === 'household') {
    return (
      <>
        <HomeVisitFields form={form} onChange={onChange} />
        <section className={`sheet ${css.sheet}`}>
          <Lines form={form} lines={lines} />
        </section>
      </>
    );
  }
  return (
    <>
      <section className={`sheet ${css.sheet}`}>
        <h2 className={css.legend}>
          {t(place === 'person' ? 'kinds.whom' : place === 'pupil' ? 'kinds.pupil' : 'kinds.where')}
        </h2>
        {place === 'person' && <Person form={form} />}
        {place === 'pupil' && <PupilPicker form={form} />}
        <div className={css.pair}>
          {place !== 'person' && place !== 'pupil' && <Unit form={form} place={place} />}
          <DayField form={form} />
        </div>
        {kind === 'pupil_support' && <p className={css.note}>{t('kinds.pupil_private')}</p>}
        {kind === 'grade_meeting' && <Grade form={form} />}
        {kind === 'study_session' && <Study form={form} />}
        {kind === 'pupil_support' && (
          <Chips
            single
            label={t('kinds.stage_result')}
            choices={STAGE_RESULTS.map((value) => ({ value, label: t(`kinds.result_${value}`) }))}
            value={form.values.stage_result ? [form.values.stage_result] : []}
            onChange={([chosen]) => form.setFieldValue('stage_result', chosen ?? 'supporting')}
          />
        )}
        <Lines form={form} lines={lines} />
        {kind === 'stay_in' && <Paid form={form} />}
        {meeting && kind !== 'parents_meeting' && <NumberFields form={form} />}
        <Confirmation kind={kind} unit={form.values.unit_id} />
      </section>
      {kind === 'parents_meeting' && <AttendanceFields form={form} />}
      {kind === 'canteen_check' && <CanteenFields form={form} />}
    </>
  );
}

/** What most records of the kind have not, after the words. */
export function PlainMore({ form, kind }: { form: RecordForm; kind: PlainKind }) {
  const t = useT(kinds);
  const { more, meeting } = FORMS[kind];
  if (meeting) return <DecisionFields form={form} />;
  if (more.length === 0) return null;
  return (
    <Fold
      title={t('kinds.more')}
      open={more.some(({ name }) => Boolean(form.values[name] || form.errors[name]))}
    >
      <Lines form={form} lines={more} />
    </Fold>
  );
}

function Lines({ form, lines }: { form: RecordForm; lines: Form['lines'] }) {
  const t = useT(kinds);
  const short = lines.filter((one) => !one.long);
  return (
    <>
      {short.length > 0 && (
        <div className={short.some((one) => one.number) ? css.pair : 'stack'}>
          {short.map(({ name, max, number, required }) => (
            <TextInput
              key={name}
              label={t(`kinds.${name}`)}
              required={required ?? false}
              maxLength={max}
              {...(number ? { inputMode: name === 'amount' ? 'decimal' : 'numeric' } : {})}
              {...form.getInputProps(name)}
            />
          ))}
        </div>
      )}
      {lines
        .filter((one) => one.long)
        .map(({ name, max }) => (
          <LongText key={name} form={form} name={name} label={t(`kinds.${name}`)} max={max} />
        ))}
    </>
  );
}

function Unit({ form, place }: { form: RecordForm; place: 'branch' | 'school' | 'any' }) {
  const t = useT(kinds);
  const { units } = useUnits();
  const fits = units.filter(({ closed_on, kind }) => {
    if (closed_on || kind === 'bureau') return false;
    if (place === 'any') return true;
    return kind !== 'department' && (place === 'school' || kind !== 'central_school');
  });
  return (
    <ChoiceField
      label={t('kinds.unit')}
      placeholder={t('kinds.unit_needed')}
      required
      choices={fits.map((unit) => ({ value: unit.id, label: unit.name }))}
      value={form.values.unit_id}
      onChange={(unit_id) => form.setValues({ unit_id, class_id: '', class_name: '', attendance: [] })}
      error={form.errors.unit_id}
    />
  );
}

function Person({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  const { observed_person_id, observed_person_name } = form.values;
  return (
    <PeoplePicker
      label={t('kinds.talk_person')}
      required
      value={observed_person_id ? [{ id: observed_person_id, label: observed_person_name }] : []}
      onChange={([one]) =>
        form.setValues({ observed_person_id: one?.id ?? '', observed_person_name: one?.label ?? '' })
      }
      error={form.errors.observed_person_id}
    />
  );
}

function PupilPicker({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  const { student_id, student_name } = form.values;
  return (
    <Picker
      people
      label={t('kinds.pupil')}
      required
      source={['activities-pupils']}
      load={async (query, signal) => {
        const { data } = await client.GET('/api/v1/students', {
          params: {
            query: { limit: 20, status: ['enrolled'], ...([...query].length > 1 ? { q: query } : {}) },
          },
          signal,
        });
        return (data?.items ?? []).map((one) => ({
          id: one.id,
          label: one.name,
          note: [one.unit_name, one.class_name].filter(Boolean).join(' '),
        }));
      }}
      value={student_id ? [{ id: student_id, label: student_name }] : []}
      onChange={([one]) => form.setValues({ student_id: one?.id ?? '', student_name: one?.label ?? '' })}
      error={form.errors.student_id}
    />
  );
}

function Grade({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  return (
    <Chips
      single
      label={t('kinds.grade_no')}
      choices={['1', '2', '3', '4', '5', '6'].map((value) => ({
        value,
        label: t('kinds.grade_n', { n: value }),
      }))}
      value={form.values.grade_no ? [form.values.grade_no] : []}
      onChange={([chosen]) => form.setFieldValue('grade_no', chosen ?? '')}
    />
  );
}

function Study({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  const { mode, theme } = form.values;
  return (
    <>
      <Chips
        single
        label={t('kinds.mode')}
        choices={STUDY_MODES.map((value) => ({ value, label: t(`kinds.mode_${value}`) }))}
        value={mode ? [mode] : []}
        onChange={([chosen]) => form.setFieldValue('mode', chosen ?? '')}
      />
      {form.errors.mode && (
        <p className={css.problem} data-problem>
          {form.errors.mode}
        </p>
      )}
      <Chips
        single
        label={t('kinds.theme')}
        choices={STUDY_THEMES.map((value) => ({ value, label: t(`kinds.theme_${value}`) }))}
        value={theme ? [theme] : []}
        onChange={([chosen]) => form.setFieldValue('theme', chosen ?? '')}
      />
    </>
  );
}

function Paid({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  return (
    <>
      <Switch
        classNames={{ body: css.switch ?? '', labelWrapper: css.switchLabel ?? '' }}
        labelPosition="left"
        label={t('kinds.paid')}
        {...form.getInputProps('paid', { type: 'checkbox' })}
      />
      {form.values.paid && (
        <TextInput
          label={t('kinds.receipt_number')}
          maxLength={40}
          {...form.getInputProps('receipt_number')}
        />
      )}
    </>
  );
}

function Confirmation({ kind, unit }: { kind: PlainKind; unit: string }) {
  const t = useT(kinds);
  const by = useConfirmation(kind, unit);
  if (by === 'unit_head') return <p className={css.note}>{t('kinds.confirmed_head')}</p>;
  if (by === 'subject_person') return <p className={css.note}>{t('kinds.confirmed_person')}</p>;
  return null;
}
