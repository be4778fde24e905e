import { Button } from '@mantine/core';
import { useT } from '#/i18n';
import { Avatar, Chips } from '#/ui';
import { DayField } from './DayField';
import type { RecordForm } from './fields';
import { kinds } from './kindTexts';
import css from './Record.module.css';
import { activities } from './texts';

/** Whose home, who of the pupils was there, and when. */
export function HomeVisitFields({ form, onChange }: { form: RecordForm; onChange: () => void }) {
  const t = useT(activities);
  const k = useT(kinds);
  const calls = form.values.kind === 'phone_contact';
  const { household_label, pupils, student_ids } = form.values;
  const classes = [...new Set(pupils.map((one) => one.class_name).filter(Boolean))].join('、');
  return (
    <section className={`sheet ${css.sheet}`}>
      <h2 className={css.legend}>{calls ? k('kinds.called') : t('activities.section_family')}</h2>
      <div className={css.chosen}>
        <Avatar name={household_label} size={40} />
        <span className={css.familyWords}>
          <b>{household_label}</b>
          {classes && <span className="muted">{classes}</span>}
        </span>
        <Button size="sm" variant="default" onClick={onChange}>
          {t('activities.change')}
        </Button>
      </div>
      {form.errors.household_id && (
        <p className={css.problem} data-problem>
          {form.errors.household_id}
        </p>
      )}
      <div>
        <Chips
          label={calls ? k('kinds.pupils_about') : t('activities.pupils_present')}
          choices={pupils.map((one) => ({ value: one.id, label: one.name }))}
          value={student_ids}
          onChange={(chosen) => form.setFieldValue('student_ids', chosen)}
        />
        {form.errors.student_ids && (
          <p className={css.problem} data-problem>
            {form.errors.student_ids}
          </p>
        )}
      </div>
      <DayField form={form} />
    </section>
  );
}
