import { Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, Skeleton } from '#/ui';
import type { RecordForm } from './fields';
import { kinds } from './kindTexts';
import { NumberFields } from './MeetingFields';
import { useCurrentTerm } from './own';
import css from './Record.module.css';

/** Which class met, and who of its families came: all of them until somebody taps who did not. */
export function AttendanceFields({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  const term = useCurrentTerm();
  const { unit_id, class_id, class_name, attendance } = form.values;
  const [listed, setListed] = useState(true);
  const classes = api.useQuery(
    'get',
    '/api/v1/classes',
    {
      params: {
        query: {
          unit_id,
          limit: 200,
          sort: 'grade',
          ...(term ? { school_year_id: term.school_year_id } : {}),
        },
      },
    },
    { enabled: Boolean(unit_id), staleTime: 300_000 },
  );
  const own = (classes.data?.items ?? []).filter((one) => one.unit_id === unit_id);
  const choices = own.map((one) => ({ value: one.id, label: one.name }));
  if (class_id && !own.some((one) => one.id === class_id))
    choices.unshift({ value: class_id, label: class_name });
  const pupils = api.useQuery(
    'get',
    '/api/v1/students',
    { params: { query: { class_id, status: ['enrolled'], limit: 200, sort: 'name' } } },
    { enabled: Boolean(class_id) && listed && attendance.length === 0 },
  );
  const found = pupils.data?.items;
  const { setFieldValue } = form;
  useEffect(() => {
    if (!listed || attendance.length > 0 || !found || found.length === 0) return;
    setFieldValue(
      'attendance',
      found.map(({ id, name }) => ({ student_id: id, name, came: true })),
    );
  }, [listed, attendance.length, found, setFieldValue]);
  const came = attendance.filter((one) => one.came).length;
  return (
    <section className={`sheet ${css.sheet}`}>
      <h2 className={css.legend}>{t('kinds.attendance')}</h2>
      <ChoiceField
        label={t('kinds.class')}
        placeholder={t('kinds.class_none')}
        choices={choices}
        value={class_id}
        onChange={(chosen) =>
          form.setValues({
            class_id: chosen,
            class_name: own.find((one) => one.id === chosen)?.name ?? '',
            attendance: [],
          })
        }
        error={form.errors.class_id}
      />
      {class_id && (
        <Switch
          classNames={{ body: css.switch ?? '', labelWrapper: css.switchLabel ?? '' }}
          labelPosition="left"
          label={t('kinds.attendance_use')}
          checked={listed}
          onChange={({ currentTarget }) => {
            setListed(currentTarget.checked);
            form.setFieldValue('attendance', []);
          }}
        />
      )}
      {class_id && listed && pupils.isPending && attendance.length === 0 && (
        <Skeleton lines={4} height={30} />
      )}
      {attendance.length > 0 ? (
        <>
          <p className="muted">{t('kinds.attendance_hint')}</p>
          <ul className={css.attendance}>
            {attendance.map((one) => (
              <li key={one.student_id}>
                <button
                  type="button"
                  aria-pressed={one.came}
                  onClick={() =>
                    form.setFieldValue(
                      'attendance',
                      attendance.map((other) =>
                        other.student_id === one.student_id ? { ...other, came: !other.came } : other,
                      ),
                    )
                  }
                >
                  <b>{one.name}</b>
                  <span>{t(one.came ? 'kinds.came' : 'kinds.absent_one')}</span>
                </button>
              </li>
            ))}
          </ul>
          <p role="status">
            {t('kinds.turnout', {
              due: attendance.length,
              present: came,
              absent: attendance.length - came,
            })}
          </p>
        </>
      ) : (
        !(class_id && listed && pupils.isPending) && <NumberFields form={form} />
      )}
      {form.errors.attendance && (
        <p className={css.problem} data-problem>
          {form.errors.attendance}
        </p>
      )}
    </section>
  );
}
