import { fieldOf, type ProblemError } from '#/api';
import { ConflictDialog } from '#/ui';
import { useFieldWords } from './fieldNames';
import { rebase, type Values, valuesOf } from './values';
import type { Activity } from './words';

type Props = {
  problem: ProblemError;
  mine: Values;
  /** What my edit started from; left out where there was nothing. */
  base?: Values;
  /** Ids of people in words. */
  names: Record<string, string>;
  onClose: () => void;
  /** What was chosen, on top of the record as it is now. */
  onResolve: (merged: Values, now: { values: Values; version: number }) => void;
};

/** Somebody else changed the record: mine beside theirs, and my edit goes on from what was chosen. */
export function RecordConflict({ problem, mine, base, names, onClose, onResolve }: Props) {
  const words = useFieldWords(mine.kind);
  const paths = problem.differences.map((one) => fieldOf(one.pointer));
  return (
    <ConflictDialog
      problem={problem}
      labels={Object.fromEntries(paths.map((path) => [path, words.label(path)]))}
      format={(path, value) => words.show(path, value, names)}
      onClose={onClose}
      onResolve={({ version, values }) => {
        const theirs = problem.differences
          .filter((one) => JSON.stringify(values[fieldOf(one.pointer)]) === JSON.stringify(one.current))
          .map((one) => fieldOf(one.pointer));
        const current = valuesOf(problem.current as Activity);
        onResolve(rebase(base ?? current, mine, current, theirs), { values: current, version });
      }}
    />
  );
}
