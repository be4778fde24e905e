import { useT } from '#/i18n';
import type { GroupScore, PartScore, SheetScore } from './model';
import css from './Results.module.css';
import { results } from './texts';

/** A part of the assessment with its groups, each opening its means, tallies and sheets. */
export function Part({ of }: { of: PartScore }) {
  const t = useT(results);
  const name = t(`results.part_${of.part}`);
  return (
    <section id={of.part} className={`sheet ${css.section}`} aria-label={name}>
      <div className={css.head}>
        <h2>{name}</h2>
        <span className="muted">
          {of.score === null
            ? t('results.part_no_score', { weight: of.weight })
            : t('results.part_score', { score: of.score, weight: of.weight })}
        </span>
      </div>
      <div>
        {of.groups.map((group) => (
          <Group key={group.code} of={group} />
        ))}
      </div>
    </section>
  );
}

function Group({ of }: { of: GroupScore }) {
  const t = useT(results);
  const facts = [
    `${t('results.weight')} ${of.weight}`,
    ...(of.raters === null ? [] : [`${t('results.raters')} ${of.raters}`]),
    ...(of.missing ? [t(`results.why_${of.missing}`)] : []),
  ];
  const head = (
    <>
      <span>{of.name}</span>
      <b>{of.score ?? '—'}</b>
      <span className={`${css.about} ${css.wide}`}>{facts.join(' · ')}</span>
    </>
  );
  if (of.dimensions.length === 0) return <div className={css.plain}>{head}</div>;
  return (
    <details className={css.group}>
      <summary>{head}</summary>
      <div className={css.inner}>
        <Dimensions of={of} />
        {of.sheets.length > 0 && (
          <div>
            <h3>{t('results.sheets')}</h3>
            <ul className={css.sheets}>
              {of.sheets.map((sheet) => (
                <Sheet key={sheet.sheet_id} of={sheet} group={of} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </details>
  );
}

function Dimensions({ of }: { of: GroupScore }) {
  const t = useT(results);
  return (
    <ul className={css.dimensions}>
      {of.dimensions.map((one) => {
        const counts = [
          `${t('results.weight')} ${one.weight}`,
          ...(one.valid === null ? [] : [`${t('results.valid')} ${one.valid}`]),
          ...(one.abstained ? [`${t('results.abstained')} ${one.abstained}`] : []),
          ...(one.missing ? [t(`results.why_${one.missing}`)] : []),
        ];
        const tally = one.grades
          .map((grade) => t('results.tally_of', { grade: grade.name, count: grade.count }))
          .join('，');
        return (
          <li key={one.code} className={css.dimension}>
            <span>{one.name}</span>
            <b>{one.mean ?? '—'}</b>
            {tally && (
              <>
                <div className={css.tally} aria-hidden="true">
                  {one.grades.map((grade) => (
                    <span key={grade.code} style={{ flexGrow: grade.count }} />
                  ))}
                </div>
                <span className={css.wide}>{tally}</span>
              </>
            )}
            <span className={`${css.about} ${css.wide}`}>{counts.join(' · ')}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Sheet({ of, group }: { of: SheetScore; group: GroupScore }) {
  const t = useT(results);
  const names = new Map(group.dimensions.map((one) => [one.code, one.name]));
  const values = of.dimensions.map((one) =>
    t('results.sheet_value', { dimension: names.get(one.code) ?? one.code, value: one.value ?? '—' }),
  );
  return (
    <li className={of.set_aside_reason ? css.aside : undefined}>
      <b>{of.assessor_name ?? t('results.sheets')}</b>
      <br />
      {values.join('，')}
      {of.set_aside_reason && (
        <>
          <br />
          {t('results.sheet_aside', { reason: of.set_aside_reason })}
        </>
      )}
    </li>
  );
}
