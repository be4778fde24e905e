import { Button } from '@mantine/core';
import { useState } from 'react';
import { asProblem, fieldOf, type ProblemError } from '#/api';
import { useT } from '#/i18n';
import css from './ConflictDialog.module.css';
import { Dialog } from './Dialog';

export type Resolution = {
  /** Send it in `ifMatch(version)`. */
  version: number;
  /** The chosen value of every field in dispute, by field name: spread it over your patch. */
  values: Record<string, unknown>;
};

type Props = {
  problem: ProblemError;
  /** Words for the fields: `{ title: t('ledger.field_title') }`. */
  labels: Record<string, string>;
  format?: (field: string, value: unknown) => string;
  onResolve: (resolution: Resolution) => void;
  onClose: () => void;
};

function plain(_field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function resolve(problem: ProblemError, mine: ReadonlySet<string>): Resolution {
  return {
    version: problem.currentVersion ?? 0,
    values: Object.fromEntries(
      problem.differences.map((one) => [
        fieldOf(one.pointer),
        mine.has(one.pointer) ? one.yours : one.current,
      ]),
    ),
  };
}

/** 412: mine beside theirs, field by field. Nothing is chosen silently: mine is preset, theirs one tap away. */
export function ConflictDialog({ problem, labels, format = plain, onResolve, onClose }: Props) {
  const t = useT();
  const [mine, setMine] = useState(() => new Set(problem.differences.map((one) => one.pointer)));
  const choose = (pointer: string, keep: boolean) => {
    const next = new Set(mine);
    if (keep) next.add(pointer);
    else next.delete(pointer);
    setMine(next);
  };
  return (
    <Dialog
      title={t('common.conflict_title')}
      onClose={onClose}
      width={640}
      footer={
        <div className={css.foot}>
          <Button variant="default" onClick={() => onResolve(resolve(problem, new Set()))}>
            {t('common.conflict_reload')}
          </Button>
          <Button onClick={() => onResolve(resolve(problem, mine))}>{t('common.conflict_save')}</Button>
        </div>
      }
    >
      <p className="muted">{t('common.conflict_text')}</p>
      {problem.differences.map((one) => {
        const field = fieldOf(one.pointer);
        return (
          <fieldset key={one.pointer} className={css.field}>
            <legend>{labels[field] ?? field}</legend>
            {[true, false].map((keep) => (
              <label key={String(keep)} className={css.side}>
                <input
                  type="radio"
                  name={one.pointer}
                  checked={mine.has(one.pointer) === keep}
                  onChange={() => choose(one.pointer, keep)}
                />
                <span>
                  <b>{t(keep ? 'common.conflict_mine' : 'common.conflict_theirs')}</b>
                  <span className={css.value}>{format(field, keep ? one.yours : one.current)}</span>
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </Dialog>
  );
}

/**
 * `const conflict = useConflict()`; in catch: `if (!conflict.caught(error)) throw error`. What was refused earlier, while
 * nobody looked, is given to begin with.
 */
export function useConflict(earlier: ProblemError | null = null): {
  problem: ProblemError | null;
  caught: (error: unknown) => boolean;
  clear: () => void;
} {
  const [problem, setProblem] = useState(earlier?.status === 412 ? earlier : null);
  return {
    problem,
    caught: (error) => {
      const found = asProblem(error);
      if (found.status !== 412) return false;
      setProblem(found);
      return true;
    },
    clear: () => setProblem(null),
  };
}
