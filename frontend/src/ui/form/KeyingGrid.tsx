import { Button } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useT } from '#/i18n';
import type { Draft } from '#/offline';
import { ProblemNote } from '../display/states';
import { notify } from '../notify';
import { DraftBadge } from './DraftBadge';
import { IconButton } from './IconButton';
import css from './KeyingGrid.module.css';

export type KeyedRow = {
  /** The id the record will have: sent again, it is taken once. */
  id: string;
  /** Why it was not taken. */
  problem: string;
};

/** What a row needs to be shown. */
export type KeyingCells<Row> = {
  row: Row;
  change: (change: Partial<Row>) => void;
  /** For the last field of a row: Enter goes to the next one. */
  onEnter: (event: KeyboardEvent) => void;
};

type Props<Row extends KeyedRow> = {
  draft: Draft<Row[]>;
  kept: Row[] | null;
  /** The row below another: what goes on is taken over. */
  after: (row?: Row) => Row;
  isEmpty: (row: Row) => boolean;
  /** What a row lacks, in words; empty when it can be sent. */
  check: (row: Row) => string;
  /** Sends rows; tells of each by its id what is wrong with it, nothing when it was taken. */
  send: (rows: Row[]) => Promise<Map<string, string>>;
  /** What is kept on this device of a row; without it, all. */
  forDraft?: (row: Row) => Row;
  children: (cells: KeyingCells<Row>) => ReactNode;
};

/** Rows typed in from paper, one after the other; what is refused stays with its reason. */
export function KeyingGrid<Row extends KeyedRow>(props: Props<Row>) {
  const { draft, kept, after, isEmpty, check, forDraft = (row) => row } = props;
  const t = useT();
  const [rows, setRows] = useState<Row[]>(() => (kept && kept.length > 0 ? kept : [after()]));
  const [sent, setSent] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const written = rows.filter((row) => !isEmpty(row));

  function change(next: Row[]) {
    setRows(next);
    draft.save(next.map(forDraft));
  }

  function goOn(at: number) {
    if (at === rows.length - 1) change([...rows, after(rows[at])]);
    // The new row is there after the next paint.
    requestAnimationFrame(() =>
      document.querySelector<HTMLInputElement>(`[data-row="${at + 1}"] input`)?.focus(),
    );
  }

  async function send() {
    setError(null);
    const checked = rows.map((row) => ({ ...row, problem: isEmpty(row) ? '' : check(row) }));
    const ready = checked.filter((row) => !isEmpty(row) && !row.problem);
    if (ready.length === 0) {
      change(checked);
      return;
    }
    setBusy(true);
    try {
      const problems = await props.send(ready);
      const left = checked
        .filter((row) => problems.get(row.id) !== '')
        .map((row) => ({ ...row, problem: problems.get(row.id) ?? row.problem }));
      const taken = checked.length - left.length;
      setSent((before) => before + taken);
      if (taken > 0) notify.done(t('common.keying_taken', { count: taken }));
      change(left.length > 0 ? left : [after(rows.at(-1))]);
      if (left.every(isEmpty)) await draft.discard();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form noValidate className="stack" onSubmit={(event) => event.preventDefault()}>
      <div className={`sheet ${css.sheet}`}>
        <p className="muted">{t('common.keying_hint')}</p>
        <ol className={css.rows}>
          {rows.map((row, at) => (
            <li key={row.id} data-row={at} className={css.row} data-problem={row.problem ? true : undefined}>
              <div className={css.cells}>
                {props.children({
                  row,
                  change: (changed) =>
                    change(
                      rows.map((one, index) => (index === at ? { ...one, ...changed, problem: '' } : one)),
                    ),
                  onEnter: (event) => {
                    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    goOn(at);
                  },
                })}
                <IconButton
                  icon="trash"
                  label={t('common.keying_remove', { n: at + 1 })}
                  onClick={() => {
                    const left = rows.filter((_, index) => index !== at);
                    change(left.length > 0 ? left : [after()]);
                  }}
                />
              </div>
              {row.problem && (
                <p className={css.problem} role="alert">
                  {row.problem}
                </p>
              )}
            </li>
          ))}
        </ol>
        <div className="row">
          <Button variant="default" onClick={() => change([...rows, after(rows.at(-1))])}>
            {t('common.keying_add')}
          </Button>
          <span style={{ flex: 1 }} />
          <DraftBadge draft={draft} />
          <Button loading={busy} disabled={written.length === 0} onClick={() => void send()}>
            {t('common.keying_send', { count: written.length })}
          </Button>
        </div>
        {sent > 0 && <p role="status">{t('common.keying_sent', { count: sent })}</p>}
        <ProblemNote error={error} />
      </div>
    </form>
  );
}
