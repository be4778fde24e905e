import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '#/i18n';
import { Icon, IconButton } from '#/ui';
import css from '../Evaluation.module.css';
import { freshCode, type Scheme } from '../model';
import { RulesDialog, useRulesForm } from './RulesDialog';
import { schemes } from './texts';

/** What grades are given and worth, and from which score on a result is which of them. */
export function GradesDialog({ scheme, onClose }: { scheme: Scheme; onClose: () => void }) {
  const t = useT(schemes);
  const form = useRulesForm(scheme);
  // A line for every grade, empty where there is none: what is sent names only those that have one.
  const [lines, setLines] = useState<Record<string, string>>(
    Object.fromEntries(scheme.rules.bands.map((band) => [band.grade, band.from])),
  );
  const { grades } = form.values.rules;
  const banded = grades.filter((grade) => lines[grade.code]?.trim());
  const place = (code: string) => banded.findIndex((grade) => grade.code === code);
  return (
    <RulesDialog
      scheme={scheme}
      title={t('schemes.edit_grades')}
      text={t('schemes.grades_hint')}
      form={form}
      written={(rules) => ({
        ...rules,
        bands: banded.map((grade) => ({ grade: grade.code, from: lines[grade.code]?.trim() ?? '' })),
      })}
      onClose={onClose}
    >
      {grades.map((grade, index) => (
        <div key={grade.code} className={css.edited}>
          <div className={css.head}>
            <b>{t('schemes.grade_number', { number: index + 1 })}</b>
            <IconButton
              icon="trash"
              label={t('schemes.grade_remove', { number: index + 1 })}
              disabled={grades.length <= 2}
              onClick={() => form.removeListItem('rules.grades', index)}
            />
          </div>
          <div className={css.pair}>
            <TextInput
              size="md"
              maxLength={10}
              label={t('schemes.name_of')}
              {...form.getInputProps(`rules.grades.${index}.name`)}
            />
            <TextInput
              size="md"
              inputMode="decimal"
              label={t('schemes.value')}
              {...form.getInputProps(`rules.grades.${index}.value`)}
            />
          </div>
          {index < grades.length - 1 && (
            <TextInput
              size="md"
              inputMode="decimal"
              label={t('schemes.band_from', {
                grade: grade.name || t('schemes.grade_number', { number: index + 1 }),
              })}
              value={lines[grade.code] ?? ''}
              error={
                form.errors[`rules.bands.${place(grade.code)}.from`] ??
                form.errors[`rules.bands.${place(grade.code)}.grade`]
              }
              onChange={({ currentTarget: { value } }) =>
                setLines((before) => ({ ...before, [grade.code]: value }))
              }
            />
          )}
        </div>
      ))}
      <p className="muted">{t('schemes.bands_hint')}</p>
      {grades.length < 6 && (
        <div>
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={18} />}
            onClick={() =>
              form.insertListItem('rules.grades', {
                code: freshCode(
                  'grade',
                  grades.map((grade) => grade.code),
                ),
                name: '',
                value: '',
              })
            }
          >
            {t('schemes.grade_add')}
          </Button>
        </div>
      )}
    </RulesDialog>
  );
}
