import { Textarea } from '@mantine/core';
import { useId } from 'react';
import { useT } from '#/i18n';
import type { Edit, Sheet } from './model';
import css from './Sheets.module.css';
import { sheets } from './texts';

type Props = {
  sheet: Sheet;
  /** Points at what has no grade yet. */
  pointing: boolean;
  onChange: (edit: Edit) => void;
};

/** The items of a sheet, each with its grades to tap, and the remark below. */
export function Items({ sheet, pointing, onChange }: Props) {
  const t = useT(sheets);
  return (
    <>
      {sheet.dimensions.map((dimension) => (
        <section key={dimension.code} className={`sheet ${css.dimension}`} aria-label={dimension.name}>
          <h2>{dimension.name}</h2>
          {dimension.items.map((item) => (
            <Item
              key={item.code}
              sheet={sheet}
              item={item}
              // A dimension without items of its own is its only item: its name stands above already.
              named={item.code === dimension.code}
              missing={pointing && sheet.missing.includes(item.code)}
              onChange={(grade) => onChange({ grades: { [item.code]: grade } })}
            />
          ))}
        </section>
      ))}
      <section className={`sheet ${css.dimension}`} aria-label={t('sheets.remark')}>
        {sheet.editable ? (
          <Textarea
            size="md"
            label={t('sheets.remark')}
            description={t('sheets.remark_hint')}
            autosize
            minRows={3}
            maxLength={1000}
            value={sheet.remark ?? ''}
            onChange={({ currentTarget }) => onChange({ grades: {}, remark: currentTarget.value })}
          />
        ) : (
          <>
            <h2>{t('sheets.remark')}</h2>
            <p className={css.remark}>
              {sheet.remark || <span className="muted">{t('sheets.no_remark')}</span>}
            </p>
          </>
        )}
      </section>
    </>
  );
}

type ItemProps = {
  sheet: Sheet;
  item: Sheet['dimensions'][number]['items'][number];
  named: boolean;
  missing: boolean;
  onChange: (grade: string | null) => void;
};

function Item({ sheet, item, named, missing, onChange }: ItemProps) {
  const t = useT(sheets);
  const id = useId();
  const said = sheet.grades[item.code];
  const choices = [...sheet.choices, { code: null, name: t('sheets.abstain') }];
  return (
    <fieldset
      className={css.item}
      id={`item-${item.code}`}
      data-missing={missing || undefined}
      aria-describedby={missing ? id : undefined}
    >
      <legend className={named ? 'sr-only' : undefined}>{item.text}</legend>
      {missing && (
        <p className={css.lacking} id={id}>
          {t('sheets.missing')}
        </p>
      )}
      <div className={css.grades}>
        {choices.map((choice) => (
          <label
            key={choice.code ?? ''}
            className={css.grade}
            data-abstains={choice.code === null || undefined}
          >
            <input
              type="radio"
              name={item.code}
              checked={said === choice.code}
              disabled={!sheet.editable}
              onChange={() => onChange(choice.code)}
            />
            <span>{choice.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
