import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, useMe } from '#/api';
import { useT } from '#/i18n';
import { Chips, ChoiceField, useUnits } from '#/ui';
import { DayField } from './DayField';
import { PeoplePicker, type RecordForm } from './fields';
import { useCurrentTerm } from './own';
import css from './Record.module.css';
import { activities } from './texts';

/** Which lesson: school, class, then the teacher with the subject as the timetable of the class has it. */
export function LessonFields({ form }: { form: RecordForm }) {
  const t = useT(activities);
  const { units } = useUnits();
  const term = useCurrentTerm();
  const { values } = form;
  const classes = api.useQuery(
    'get',
    '/api/v1/classes',
    {
      params: {
        query: {
          unit_id: values.school_id,
          limit: 200,
          sort: 'grade',
          ...(term ? { school_year_id: term.school_year_id } : {}),
        },
      },
    },
    { enabled: Boolean(values.school_id), staleTime: 300_000 },
  );
  // A central school's list holds those of the schools below it.
  const own = (classes.data?.items ?? []).filter((one) => one.unit_id === values.school_id);
  const known = own.some((one) => one.id === values.class_id);
  const choices = own.map((one) => ({ value: one.id, label: one.name }));
  if (!known && values.class_id) choices.unshift({ value: values.class_id, label: values.class_name });
  const schools = units.filter(
    (unit) => !unit.closed_on && unit.kind !== 'bureau' && unit.kind !== 'department',
  );
  const noTeacher = { observed_person_id: '', observed_person_name: '', subject: '' };
  return (
    <section className={`sheet ${css.sheet}`}>
      <h2 className={css.legend}>{t('activities.section_lesson')}</h2>
      <div className={css.pair}>
        <ChoiceField
          label={t('activities.school')}
          choices={schools.map((unit) => ({ value: unit.id, label: unit.name }))}
          value={values.school_id}
          onChange={(school_id) => form.setValues({ school_id, class_id: '', class_name: '', ...noTeacher })}
        />
        <ChoiceField
          label={t('activities.class')}
          placeholder={t('activities.class_choose')}
          required
          choices={choices}
          value={values.class_id}
          onChange={(class_id) =>
            form.setValues({
              class_id,
              class_name: own.find((one) => one.id === class_id)?.name ?? '',
              ...noTeacher,
            })
          }
          error={form.errors.class_id}
          description={classes.data && choices.length === 0 ? t('activities.class_none') : undefined}
        />
      </div>
      {values.class_id && <Teacher form={form} term={term?.id} />}
      <div className={css.pair}>
        <TextInput
          label={t('activities.subject')}
          required
          maxLength={30}
          {...form.getInputProps('subject')}
        />
        <ChoiceField
          label={t('activities.period')}
          placeholder={t('activities.not_chosen')}
          choices={Array.from({ length: 12 }, (_, at) => ({
            value: String(at + 1),
            label: t('activities.period_n', { n: at + 1 }),
          }))}
          {...form.getInputProps('period')}
          value={values.period}
        />
      </div>
      <DayField form={form} />
      {values.observed_person_name && (
        <p className={css.note}>{t('activities.confirmer_lesson', { name: values.observed_person_name })}</p>
      )}
    </section>
  );
}

const OTHER = 'other';

function Teacher({ form, term }: { form: RecordForm; term: string | undefined }) {
  const t = useT(activities);
  const me = useMe();
  const { values } = form;
  const [searching, setSearching] = useState(false);
  const { data } = api.useQuery(
    'get',
    '/api/v1/teaching-assignments',
    {
      params: {
        query: { class_id: values.class_id, limit: 50, sort: 'subject', ...(term ? { term_id: term } : {}) },
      },
    },
    { staleTime: 300_000 },
  );
  const taught = (data?.items ?? []).filter((one) => one.person_id !== me.person?.id);
  const chosen = taught.find(
    (one) => one.person_id === values.observed_person_id && one.subject === values.subject,
  );
  const listed = chosen ?? taught.find((one) => one.person_id === values.observed_person_id);
  const other =
    searching || Boolean(values.observed_person_id && data && !listed) || (data && taught.length === 0);
  const choose = (id: string | undefined) => {
    const one = taught.find((assignment) => assignment.id === id);
    setSearching(id === OTHER);
    form.setValues({
      observed_person_id: one?.person_id ?? '',
      observed_person_name: one?.person_name ?? '',
      ...(one ? { subject: one.subject } : {}),
    });
  };
  return (
    <div className="stack">
      {taught.length > 0 ? (
        <Chips
          single
          label={t('activities.teacher')}
          choices={[
            ...taught.map((one) => ({ value: one.id, label: `${one.person_name} · ${one.subject}` })),
            { value: OTHER, label: t('activities.teacher_other') },
          ]}
          value={other ? [OTHER] : listed ? [listed.id] : []}
          onChange={([id]) => choose(id)}
        />
      ) : (
        data && <p className="muted">{t('activities.teacher_none')}</p>
      )}
      {other && (
        <PeoplePicker
          label={t('activities.observed')}
          required
          value={
            values.observed_person_id
              ? [{ id: values.observed_person_id, label: values.observed_person_name }]
              : []
          }
          onChange={([one]) =>
            form.setValues({ observed_person_id: one?.id ?? '', observed_person_name: one?.label ?? '' })
          }
          error={form.errors.observed_person_id}
        />
      )}
      {!other && form.errors.observed_person_id && (
        <p className={css.problem} data-problem>
          {form.errors.observed_person_id}
        </p>
      )}
    </div>
  );
}
