import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { client, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, PageHeader, PrintButton, useUnits } from '#/ui';
import css from './BlankForms.module.css';
import { type BlankForm, GROUPS } from './forms';
import { LAYOUTS } from './layouts';
import { blankForms } from './texts';

const COUNTS = ['1', '5', '10', '20', '50'];

/** Forms to be filled in by hand: printed with the name of the unit, and with a code that leads to the keying grid. */
export function BlankFormsPage() {
  const t = useT(blankForms);
  const me = useMe();
  const { units, choices } = useUnits();
  const own = me.roles.find((role) => role.unit_id)?.unit_id ?? me.person?.unit_id ?? '';
  const [chosen, setChosen] = useState('');
  const [count, setCount] = useState('1');
  const unit = chosen || own;
  const schools = choices.filter(
    ({ value }) => value === own || units.find((one) => one.id === value)?.kind !== 'department',
  );
  return (
    <>
      <PageHeader title={t('blankForms.title')} note={t('blankForms.note')} />
      <div className={`sheet ${css.settings}`}>
        <ChoiceField
          label={t('blankForms.unit')}
          choices={schools}
          value={unit}
          onChange={(value) => setChosen(value ?? '')}
        />
        <ChoiceField
          label={t('blankForms.count')}
          choices={COUNTS.map((value) => ({ value, label: t('blankForms.copies', { count: value }) }))}
          value={count}
          onChange={(value) => setCount(value ?? '1')}
        />
        <p className="muted">{t('blankForms.hint')}</p>
      </div>
      {GROUPS.map(({ name, forms }) => (
        <section key={name} className={css.group} aria-labelledby={`group-${name}`}>
          <h2 id={`group-${name}`}>{t(`blankForms.group_${name}`)}</h2>
          <ul className={css.forms}>
            {forms.map((form) => (
              <Form key={form} form={form} unit={unit} count={Number(count)} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Form({ form, unit, count }: { form: BlankForm; unit: string; count: number }) {
  const t = useT(blankForms);
  const title = t(`blankForms.form_${form}`);
  return (
    <li className={`sheet ${css.form}`}>
      <Preview form={form} />
      <div className={css.words}>
        <h3>{title}</h3>
        <p className="muted">{t(`blankForms.use_${form}`)}</p>
        <div className="row">
          <PrintButton
            label={t('blankForms.print')}
            name={`${title}.pdf`}
            form={() =>
              client.GET('/api/v1/blank-forms/{form}/form', {
                params: { path: { form }, query: { count, ...(unit ? { unit_id: unit } : {}) } },
                parseAs: 'blob',
              })
            }
          />
          <Link className={css.key} {...keyedAt(form, unit)}>
            {t('blankForms.key_in')}
            <span className="sr-only"> {title}</span>
          </Link>
        </div>
      </div>
    </li>
  );
}

/** Where the code on the form leads. */
function keyedAt(form: BlankForm, unit: string): Pick<LinkProps, 'to' | 'search'> {
  const at = unit ? { unit_id: unit } : {};
  if (form === 'concern') return { to: '/ledger/paper', search: at };
  if (form === 'canteen_check') return { to: '/record', search: { kind: form, ...at } };
  return { to: '/activities/paper', search: { kind: form, ...at } };
}

/** How the sheet is laid out: short fields in pairs, boxes to write in, tables; the code in its corner. */
function Preview({ form }: { form: BlankForm }) {
  const { pairs, boxes, table } = LAYOUTS[form];
  const rows: { y: number; height: number; kind: 'pair' | 'box' | 'table' }[] = [];
  let y = 20;
  const put = (kind: 'pair' | 'box' | 'table', height: number) => {
    rows.push({ y, height, kind });
    y += height;
  };
  for (let at = 0; at < pairs; at += 1) put('pair', 6);
  if (table) put('table', 24);
  const height = boxes > 0 ? Math.max(7, (98 - y) / boxes) : 0;
  for (let at = 0; at < boxes; at += 1) put('box', height);
  return (
    <svg className={css.preview} viewBox="0 0 84 119" aria-hidden="true">
      <rect className={css.page} x="0.5" y="0.5" width="83" height="118" rx="2" />
      <rect className={css.title} x="24" y="9" width="36" height="4" rx="1" />
      <rect className={css.code} x="68" y="5" width="10" height="10" />
      {rows.map((row) => (
        <g key={row.y}>
          <rect className={css.frame} x="8" y={row.y} width="68" height={row.height} />
          {row.kind === 'table' ? (
            [1, 2, 3].map((line) => <path key={line} className={css.frame} d={`M8 ${row.y + line * 6}h68`} />)
          ) : (
            <path className={css.frame} d={`M22 ${row.y}v${row.height}`} />
          )}
          {row.kind === 'pair' && (
            <path className={css.frame} d={`M42 ${row.y}v${row.height}m14 0v-${row.height}`} />
          )}
        </g>
      ))}
      <path className={css.sign} d="M8 108h26M46 108h30" />
    </svg>
  );
}
