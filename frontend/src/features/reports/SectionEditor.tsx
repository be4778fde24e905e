import { Button, Textarea } from '@mantine/core';
import { useT } from '#/i18n';
import { FigureLink, Tag } from '#/ui';
import css from './reports.module.css';
import { reports } from './texts';
import { drawn, type Section } from './words';

type Props = {
  section: Section;
  number: number;
  text: string;
  /** Absent when the report is read, not written. */
  onChange?: ((text: string) => void) | undefined;
};

/** A part of a report: its text, and below it the sentences and figures it rests on. */
export function SectionEditor({ section, number, text, onChange }: Props) {
  const t = useT(reports);
  const said = drawn(section);
  const figures = section.statements.flatMap((one) => one.figures);
  return (
    <section className={`sheet ${css.section}`} aria-label={section.heading}>
      <div className={css.head}>
        <h2>
          {number}. {section.heading}
        </h2>
        {text !== said && said !== '' && <Tag tone="blue">{t('reports.edited')}</Tag>}
      </div>
      {onChange ? (
        <Textarea
          aria-label={section.heading}
          autosize
          minRows={section.statements.length > 0 ? 2 : 4}
          maxLength={10_000}
          placeholder={t('reports.placeholder')}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      ) : (
        <p className={css.words}>{text || <span className="muted">{t('reports.nothing')}</span>}</p>
      )}
      {onChange && text !== said && said !== '' && (
        <Button variant="subtle" size="sm" className={css.again} onClick={() => onChange(said)}>
          {t('reports.as_drawn')}
        </Button>
      )}
      {section.statements.length > 0 ? (
        <details className={css.sources}>
          <summary>{t('reports.sources', { count: figures.length })}</summary>
          <ul>
            {section.statements.map((one) => (
              <li key={one.text}>
                <p>{one.text}</p>
                <p className={css.figures}>
                  {one.figures.map((figure) => (
                    <span key={figure.query + figure.label} className={css.figure}>
                      {figure.label}{' '}
                      <FigureLink query={figure.query} label={figure.label} className={css.number}>
                        {figure.value}
                      </FigureLink>
                    </span>
                  ))}
                </p>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        onChange && <p className="muted">{t('reports.no_sources')}</p>
      )}
    </section>
  );
}
