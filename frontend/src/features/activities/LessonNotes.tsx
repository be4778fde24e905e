import { TextInput } from '@mantine/core';
import { useT } from '#/i18n';
import { ChoiceField, DateField } from '#/ui';
import { Fold } from './Fold';
import { LongText, type RecordForm } from './fields';
import css from './Record.module.css';
import { activities } from './texts';
import { LESSON_GRADES, LESSON_TYPES } from './words';

/** The lesson itself, as the school's observation form has it. */
export function LessonNotes({ form }: { form: RecordForm }) {
  const t = useT(activities);
  return (
    <Fold title={t('activities.section_lesson_notes')} open>
      <TextInput label={t('activities.topic')} maxLength={100} {...form.getInputProps('topic')} />
      <div className={css.pair}>
        <ChoiceField
          label={t('activities.lesson_type')}
          placeholder={t('activities.not_chosen')}
          choices={LESSON_TYPES.map((value) => ({ value, label: t(`activities.type_${value}`) }))}
          {...form.getInputProps('lesson_type')}
          value={form.values.lesson_type}
        />
        <ChoiceField
          label={t('activities.grade')}
          placeholder={t('activities.not_chosen')}
          choices={LESSON_GRADES.map((value) => ({ value, label: t(`activities.grade_${value}`) }))}
          {...form.getInputProps('grade')}
          value={form.values.grade}
        />
      </div>
      <LongText form={form} name="steps" label={t('activities.steps')} max={4000} />
      <LongText form={form} name="strengths" label={t('activities.strengths')} />
      <LongText form={form} name="problems" label={t('activities.lesson_problems')} />
      <LongText form={form} name="suggestions" label={t('activities.suggestions')} />
    </Fold>
  );
}

/** 议课: may come later; until then the record says so. */
export function Discussion({ form }: { form: RecordForm }) {
  const t = useT(activities);
  const { discussed_on, happened_on } = form.values;
  return (
    <section className={`sheet ${css.sheet}`}>
      <h2 className={css.legend}>{t('activities.section_discussion')}</h2>
      <DateField
        label={t('activities.discussed_on')}
        min={happened_on}
        description={discussed_on ? undefined : t('activities.discussion_note')}
        {...form.getInputProps('discussed_on')}
        value={discussed_on}
      />
      <LongText form={form} name="discussion" label={t('activities.discussion')} />
    </section>
  );
}
