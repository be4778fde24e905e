import { useT } from '#/i18n';
import css from './ImportPage.module.css';
import type { Row } from './model';
import { transfer } from './texts';

const fields = [
  'name',
  'unit',
  'sex',
  'staff_number',
  'ethnic_group',
  'political_affiliation',
  'phone',
  'employment_status',
  'id_number',
  'birth_date',
  'boarding',
  'left_behind',
  'orphan',
  'hardship',
  'status',
  'pupil_number',
  'class',
  'guardian',
  'guardian_phone',
  'guardian_id_number',
  'address',
  'external_code',
  'weekly_lessons',
  'homeroom',
  'ends_on',
] as const;

/** What is wrong with a row cell by cell, or what it would change. */
export function Finding({ row }: { row: Row }) {
  const t = useT(transfer);
  const name = (field: string) => {
    const known = fields.find((one) => one === field);
    return known ? t(`transfer.field_${known}`) : field;
  };
  const word = (value: string | null | undefined) => {
    if (value === 'true') return t('transfer.yes');
    if (value === 'false') return t('transfer.no');
    return value;
  };
  if (row.problems.length === 0 && row.differences.length === 0) return null;
  return (
    <span className={css.finding}>
      {row.problems.map((problem) => (
        <span key={`${problem.column}${problem.code}`}>
          <b>{problem.column ?? t('transfer.problem_row')}</b>：{problem.detail}{' '}
          {problem.value && <span className={css.value}>{problem.value}</span>}
        </span>
      ))}
      {row.differences.map((difference) => (
        <span key={`${difference.field}${difference.after}`}>
          <b>{name(difference.field)}</b>：
          {difference.before && (
            <>
              <del>{word(difference.before)}</del> →{' '}
            </>
          )}
          {word(difference.after)}
        </span>
      ))}
    </span>
  );
}
