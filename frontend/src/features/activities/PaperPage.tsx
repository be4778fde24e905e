import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client, useMe } from '#/api';
import { useT } from '#/i18n';
import { type Draft, useDraft } from '#/offline';
import { Chips, DraftBadge, notify, PageHeader, ProblemNote, Skeleton } from '#/ui';
import css from './Paper.module.css';
import { PaperRow } from './PaperRow';
import {
  isEmpty,
  isPaperKind,
  itemOf,
  missing,
  PAPER_KINDS,
  type PaperKind,
  type Row,
  rowAfter,
} from './paper';
import { paper } from './paperTexts';
import { refreshActivities } from './send';

const route = getRouteApi('/_in/activities/paper');

/** Records kept on paper, typed in one row after the other. */
export function PaperPage() {
  const t = useT(paper);
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kind = isPaperKind(search.kind) ? search.kind : 'home_visit';
  const draft = useDraft<Row[]>({
    user: me.account.id,
    form: 'activities.paper',
    id: kind,
    about: (rows) => ({
      label: `${t('paper.title')} · ${t(`terms.kind_${kind}`)}`,
      note: rows.map((row) => row.text).join(' '),
      href: `/activities/paper?kind=${kind}`,
    }),
  });
  return (
    <>
      <PageHeader
        title={t('paper.title')}
        note={t('paper.note')}
        back={<Link to="/record">← {t('paper.back')}</Link>}
      />
      <div className="stack">
        <Chips
          single
          label={t('paper.kind')}
          choices={PAPER_KINDS.map((value) => ({ value, label: t(`terms.kind_${value}`) }))}
          value={[kind]}
          onChange={([chosen]) => chosen && void navigate({ search: { kind: chosen }, replace: true })}
        />
        {draft.restored === undefined ? (
          <Skeleton lines={6} height={36} />
        ) : (
          <Grid key={kind} kind={kind} draft={draft} kept={draft.restored} />
        )}
      </div>
    </>
  );
}

function Grid({ kind, draft, kept }: { kind: PaperKind; draft: Draft<Row[]>; kept: Row[] | null }) {
  const t = useT(paper);
  const [rows, setRows] = useState<Row[]>(() => (kept && kept.length > 0 ? kept : [rowAfter()]));
  const [sent, setSent] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const written = rows.filter((row) => !isEmpty(row));

  function change(next: Row[]) {
    setRows(next);
    draft.save(next);
  }

  function goOn(at: number) {
    if (at === rows.length - 1) change([...rows, rowAfter(rows[at])]);
    // The new row is there after the next paint.
    requestAnimationFrame(() =>
      document.querySelector<HTMLInputElement>(`[data-row="${at + 1}"] input`)?.focus(),
    );
  }

  async function send() {
    setError(null);
    const checked = rows.map((row) => {
      const lacks = isEmpty(row) ? null : missing(kind, row);
      return { ...row, problem: lacks ? t(`paper.missing_${lacks}`) : '' };
    });
    const ready = checked.filter((row) => !isEmpty(row) && !row.problem);
    if (ready.length === 0) {
      change(checked);
      return;
    }
    setBusy(true);
    try {
      const { data } = await client.POST('/api/v1/activities/bulk', {
        body: { items: ready.slice(0, 200).map((row) => itemOf(kind, row)) },
      });
      const problems = new Map<string, string>();
      for (const { index, problem } of data?.results ?? []) {
        const row = ready[index];
        if (row)
          problems.set(
            row.id,
            problem ? problem.errors?.map((one) => one.detail).join('；') || problem.title : '',
          );
      }
      const left = checked
        .filter((row) => problems.get(row.id) !== '')
        .map((row) => ({ ...row, problem: problems.get(row.id) ?? row.problem }));
      const taken = checked.length - left.length;
      setSent((before) => before + taken);
      if (taken > 0) notify.done(t('paper.taken', { count: taken }));
      change(left.length > 0 ? left : [rowAfter(rows.at(-1))]);
      if (left.every(isEmpty)) await draft.discard();
      void refreshActivities();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <div className={`sheet ${css.sheet}`}>
        <p className="muted">{t('paper.hint')}</p>
        <ol className={css.rows}>
          {rows.map((row, at) => (
            <PaperRow
              key={row.id}
              at={at}
              kind={kind}
              row={row}
              onChange={(next) => change(rows.map((one, index) => (index === at ? next : one)))}
              onNext={() => goOn(at)}
              onRemove={() => {
                const left = rows.filter((_, index) => index !== at);
                change(left.length > 0 ? left : [rowAfter()]);
              }}
            />
          ))}
        </ol>
        <div className="row">
          <Button variant="default" onClick={() => change([...rows, rowAfter(rows.at(-1))])}>
            {t('paper.add')}
          </Button>
          <span style={{ flex: 1 }} />
          <DraftBadge draft={draft} />
          <Button loading={busy} disabled={written.length === 0} onClick={() => void send()}>
            {t('paper.send', { count: written.length })}
          </Button>
        </div>
        {sent > 0 && <p role="status">{t('paper.sent', { count: sent })}</p>}
        <ProblemNote error={error} />
      </div>
    </form>
  );
}
