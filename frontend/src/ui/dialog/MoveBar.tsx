import { Button } from '@mantine/core';
import { useId } from 'react';
import css from './MoveBar.module.css';

export type Move = {
  id: string;
  label: string;
  onSelect: () => void;
  /** At most one. */
  primary?: boolean;
  /** Shown, and the action is off: better than an action that is not there. */
  disabledReason?: string | undefined;
  busy?: boolean;
};

/** What may be done now (from `allowed_moves`): one primary action, the others beside it. */
export function MoveBar({ moves, sticky = false }: { moves: Move[]; sticky?: boolean }) {
  const id = useId();
  const reasons = moves.filter((move) => move.disabledReason);
  const ordered = [...moves.filter((move) => !move.primary), ...moves.filter((move) => move.primary)];
  if (moves.length === 0) return null;
  return (
    <div className={`${css.bar} no-print`} data-sticky={sticky || undefined}>
      {reasons.length > 0 && (
        <p id={id} className={css.reason}>
          {reasons.map((move) => `${move.label}：${move.disabledReason}`).join('；')}
        </p>
      )}
      <div className={css.moves}>
        {ordered.map((move) => (
          <Button
            key={move.id}
            className={move.primary ? css.primary : undefined}
            variant={move.primary ? 'filled' : 'default'}
            loading={move.busy ?? false}
            disabled={Boolean(move.disabledReason)}
            aria-describedby={move.disabledReason ? id : undefined}
            onClick={move.onSelect}
          >
            {move.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
