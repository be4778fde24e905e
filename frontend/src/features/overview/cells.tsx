import { useFormat, useT } from '#/i18n';
import { FigureLink } from '#/ui';
import css from './Overview.module.css';
import { overview } from './texts';
import type { Figure, Figures, Share } from './words';

type Column = { name: string } & ({ share: Share } | { figure: Figure; late?: true });
type Group = { name: string; columns: Column[] };

/** What is shown of a school, by field of work; resolved always stands beside closed. */
export function columnsOf(figures: Figures, t: ReturnType<typeof useT<typeof overview>>): Group[] {
  return [
    {
      name: t('overview.ledger'),
      columns: [
        { name: t('overview.registered'), figure: figures.registered },
        { name: t('overview.completion'), share: figures.completion },
        { name: t('overview.resolution'), share: figures.resolution },
        { name: t('overview.in_time'), share: figures.response_in_time },
        { name: t('overview.open'), figure: figures.open },
        { name: t('overview.overdue'), figure: figures.overdue, late: true },
      ],
    },
    {
      name: t('overview.coverage'),
      columns: figures.coverage.map((scheme) => ({ name: scheme.scheme_name, share: scheme.covered })),
    },
    { name: t('overview.duties'), columns: [{ name: t('overview.on_pace'), share: figures.duties }] },
    {
      name: t('overview.oversight'),
      columns: [
        { name: t('overview.rounds'), figure: figures.rounds },
        { name: t('overview.inspections'), figure: figures.inspections },
        { name: t('overview.findings'), figure: figures.findings },
        { name: t('overview.findings_overdue'), figure: figures.findings_overdue, late: true },
      ],
    },
  ];
}

export function NumberCell({
  figure,
  name,
  late,
}: {
  figure: Figure;
  name: string;
  late?: true | undefined;
}) {
  const format = useFormat();
  if (figure.value === null) return <Withheld />;
  return (
    <FigureLink query={figure.query} label={name} className={late && figure.value > 0 ? css.late : undefined}>
      {format.number(figure.value)}
    </FigureLink>
  );
}

/** 83.3 % above 5 / 6: each of the counts opens its list. */
export function ShareCell({ share, name }: { share: Share; name: string }) {
  const t = useT(overview);
  const format = useFormat();
  if (share.part.value === null || share.of.value === null) return <Withheld />;
  return (
    <span className={css.share}>
      <b>{share.percent === null ? '—' : `${share.percent}%`}</b>
      <span className={css.counts}>
        <FigureLink query={share.part.query} label={t('overview.part', { name })}>
          {format.number(share.part.value)}
        </FigureLink>
        {' / '}
        <FigureLink query={share.of.query} label={t('overview.of', { name })}>
          {format.number(share.of.value)}
        </FigureLink>
      </span>
    </span>
  );
}

function Withheld() {
  const t = useT(overview);
  return <span className={css.withheld}>{t('overview.withheld')}</span>;
}
