import { getRouteApi, Link } from '@tanstack/react-router';
import { client, useMe } from '#/api';
import { useT } from '#/i18n';
import { type Draft, useDraft } from '#/offline';
import { ButtonLink, Chips, KeyingGrid, PageHeader, Skeleton, useUnits } from '#/ui';
import { PaperRow } from './PaperRow';
import {
  isEmpty,
  isPaperKind,
  itemOf,
  missing,
  PAPER_KINDS,
  type PaperKind,
  type Row,
  restoreRows,
  rowAfter,
} from './paper';
import { paper } from './paperTexts';
import { fitsPlace } from './places';
import { refreshActivities } from './send';

const route = getRouteApi('/_in/activities/paper');

/** Records kept on paper, typed in one row after the other. The code on a blank form leads here. */
export function PaperPage() {
  const t = useT(paper);
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { units } = useUnits();
  const kind = isPaperKind(search.kind) ? search.kind : 'home_visit';
  const draft = useDraft<Row[]>({
    user: me.account.id,
    form: 'activities.paper',
    id: kind,
    about: (rows) => ({
      label: `${t('paper.page')} · ${t(`terms.kind_${kind}`)}`,
      note: rows.map((row) => row.text).join(' '),
      href: `/activities/paper?kind=${kind}`,
    }),
  });
  const unit = units.find((one) => one.id === search.unit_id);
  const ready = draft.restored !== undefined && (!search.unit_id || units.length > 0);
  return (
    <>
      <PageHeader
        title={t('paper.page')}
        note={unit ? t('paper.note_unit', { unit: unit.name }) : t('paper.note')}
        back={<Link to="/record">← {t('paper.back')}</Link>}
        actions={
          <ButtonLink variant="default" to="/blank-forms">
            {t('paper.blank_forms')}
          </ButtonLink>
        }
      />
      <div className="stack">
        <Chips
          single
          label={t('paper.kind')}
          choices={PAPER_KINDS.map((value) => ({ value, label: t(`terms.kind_${value}`) }))}
          value={[kind]}
          onChange={([chosen]) =>
            chosen && void navigate({ search: { ...search, kind: chosen }, replace: true })
          }
        />
        {ready ? (
          <Rows
            key={kind}
            kind={kind}
            draft={draft}
            kept={draft.restored ?? null}
            unit={unit && { id: unit.id, label: unit.name, fits: fitsPlace(kind, unit) }}
          />
        ) : (
          <Skeleton lines={6} height={36} />
        )}
      </div>
    </>
  );
}

type RowsProps = {
  kind: PaperKind;
  draft: Draft<Row[]>;
  kept: Row[] | null;
  unit: { id: string; label: string; fits: boolean } | undefined;
};

function Rows({ kind, draft, kept, unit }: RowsProps) {
  const t = useT(paper);
  const place = unit?.fits ? [{ id: unit.id, label: unit.label }] : [];

  function check(row: Row): string {
    const lacks = missing(kind, row);
    if (!lacks) return '';
    return typeof lacks === 'string'
      ? t(`paper.missing_${lacks}`)
      : t('paper.missing_line', { field: t(`paper.${lacks.name}`) });
  }

  async function send(rows: Row[]): Promise<Map<string, string>> {
    const some = rows.slice(0, 200);
    const { data } = await client.POST('/api/v1/activities/bulk', {
      body: { items: some.map((row) => itemOf(kind, row)) },
    });
    void refreshActivities();
    return new Map(
      (data?.results ?? []).flatMap(({ index, problem }) => {
        const row = some[index];
        if (!row) return [];
        const words = problem ? problem.errors?.map((one) => one.detail).join('；') || problem.title : '';
        return [[row.id, words] as const];
      }),
    );
  }

  return (
    <KeyingGrid
      draft={draft}
      kept={kept && restoreRows(kind, kept)}
      after={(row) => rowAfter(row, place)}
      isEmpty={(row) => isEmpty(row, place)}
      check={check}
      send={send}
    >
      {(cells) => <PaperRow {...cells} kind={kind} unit={unit?.id} />}
    </KeyingGrid>
  );
}
