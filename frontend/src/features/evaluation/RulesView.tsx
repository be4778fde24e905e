import type { ReactNode } from 'react';
import { useFormat, useT } from '#/i18n';
import { FieldList, Tag } from '#/ui';
import css from './Evaluation.module.css';
import { PARTS, type Part, type Rules, share, sum } from './model';
import { evaluation } from './texts';

export type RulesPart = 'dimensions' | 'grades' | 'groups' | 'rest';

type Props = {
  rules: Rules;
  /** What stands beside the heading of a part: the button that changes it. */
  action?: (part: RulesPart) => ReactNode;
};

/** The rules of a scheme in words: what is looked at, who rates, how a score becomes a grade. */
export function RulesView({ rules, action }: Props) {
  return (
    <>
      <Dimensions rules={rules} action={action?.('dimensions')} />
      <Groups rules={rules} action={action?.('groups')} />
      <Grades rules={rules} action={action?.('grades')} />
      <Rest rules={rules} action={action?.('rest')} />
    </>
  );
}

function Section({ title, action, children }: { title: string; action: ReactNode; children: ReactNode }) {
  return (
    <section className={`sheet ${css.section}`} aria-label={title}>
      <div className={css.head}>
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

type PartProps = { rules: Rules; action: ReactNode };

function Dimensions({ rules, action }: PartProps) {
  const t = useT(evaluation);
  const weights = rules.dimensions.map((one) => one.weight);
  return (
    <Section title={t('evaluation.dimensions')} action={action}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('evaluation.dimension')}</th>
            <th scope="col" className={css.end}>
              {t('evaluation.weight')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.dimensions.map((dimension) => (
            <tr key={dimension.code}>
              <th scope="row">
                {dimension.name}
                {dimension.items && dimension.items.length > 0 ? (
                  <ul className={css.items}>
                    {dimension.items.map((item) => (
                      <li key={item.code}>{item.text}</li>
                    ))}
                  </ul>
                ) : (
                  <p className="muted">{t('evaluation.items_none')}</p>
                )}
              </th>
              <td className={css.end}>
                <Weight weight={dimension.weight} all={weights} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{t('evaluation.weights_sum', { sum: sum(weights) })}</p>
    </Section>
  );
}

/** A weight with the share it makes, where that is another number. */
function Weight({ weight, all }: { weight: string; all: readonly string[] }) {
  const t = useT(evaluation);
  const format = useFormat();
  const part = share(weight, all);
  if (sum(all) === '100') return <>{format.percent(part)}</>;
  return <>{t('evaluation.share', { weight, share: format.percent(part) })}</>;
}

function Groups({ rules, action }: PartProps) {
  const t = useT(evaluation);
  return (
    <Section title={t('evaluation.groups')} action={action}>
      <p>
        {t('evaluation.part_shares', {
          organisational: rules.organisational_weight,
          mass: rules.mass_weight,
        })}
      </p>
      {PARTS.filter((part) => rules.groups.some((group) => group.part === part)).map((part) => (
        <PartGroups key={part} rules={rules} part={part} />
      ))}
      <p className="muted">{t('evaluation.hidden_note')}</p>
    </Section>
  );
}

function PartGroups({ rules, part }: { rules: Rules; part: Part }) {
  const t = useT(evaluation);
  const groups = rules.groups.filter((group) => group.part === part);
  const weights = groups.map((group) => group.weight);
  return (
    <div>
      <h3>{t(`evaluation.part_${part}`)}</h3>
      <ul className={css.rows}>
        {groups.map((group) => (
          <li key={group.code}>
            <span>
              {group.name}
              <span className="muted">
                {' · '}
                {t('evaluation.group_rates', {
                  whom: group.rates.map((kind) => t(`evaluation.kind_${kind}`)).join('、'),
                })}
              </span>
            </span>
            <span className="row">
              {group.staff && <Tag tone="blue">{t('evaluation.staff_group')}</Tag>}
              {part === 'mass' && <Tag>{t('evaluation.minimum', { count: group.minimum ?? 0 })}</Tag>}
              <Weight weight={group.weight} all={weights} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Grades({ rules, action }: PartProps) {
  const t = useT(evaluation);
  const name = (code: string) => rules.grades.find((grade) => grade.code === code)?.name ?? code;
  const last = rules.grades.at(-1);
  return (
    <Section title={`${t('evaluation.grades')} · ${t('evaluation.bands')}`} action={action}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('evaluation.grade')}</th>
            <th scope="col" className={css.end}>
              {t('evaluation.value')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.grades.map((grade) => (
            <tr key={grade.code}>
              <th scope="row">{grade.name}</th>
              <td className={css.end}>{grade.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('evaluation.bands')}</h3>
      <ul className={css.rows}>
        {rules.bands.map((band) => (
          <li key={band.grade}>{t('evaluation.band', { grade: name(band.grade), from: band.from })}</li>
        ))}
        {last && !rules.bands.some((band) => band.grade === last.code) && (
          <li>{t('evaluation.band_last', { grade: last.name })}</li>
        )}
      </ul>
    </Section>
  );
}

function Rest({ rules, action }: PartProps) {
  const t = useT(evaluation);
  return (
    <Section title={t('evaluation.rest')} action={action}>
      <FieldList
        fields={[
          {
            label: t('evaluation.cap'),
            value: rules.cap
              ? t('evaluation.cap_of', { percent: rules.cap.percent })
              : t('evaluation.cap_none'),
          },
          ...(rules.cap
            ? [{ label: t('evaluation.ties'), value: t(`evaluation.ties_${rules.cap.ties}`) }]
            : []),
          {
            label: t('evaluation.objection_days'),
            value: t('evaluation.objection_days_of', { days: rules.objection_days }),
          },
          {
            label: `${t('evaluation.hygiene')} · ${t('evaluation.hygiene_note')}`,
            value:
              rules.hygiene.length > 0
                ? rules.hygiene.map((rule) => t(`evaluation.hygiene_${rule}`)).join('；')
                : t('evaluation.hygiene_none'),
            wide: true,
          },
        ]}
      />
    </Section>
  );
}
