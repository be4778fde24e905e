import { Button } from '@mantine/core';
import type { Draft } from '#/offline';
import { DraftBadge } from '#/ui';
import css from './Record.module.css';

export type Send = {
  id: string;
  label: string;
  primary?: boolean;
  onSend: () => void;
};

type Props = {
  draft: Pick<Draft<unknown>, 'state' | 'savedAt'>;
  /** The primary one last. */
  sends: Send[];
  /** Which one is under way. */
  busy: string | null;
};

/** Within reach of the thumb: where the words are now, and how to hand them in. */
export function SendBar({ draft, sends, busy }: Props) {
  return (
    <div className={`${css.bar} no-print`}>
      <DraftBadge draft={draft} />
      <div className={css.buttons}>
        {sends.map((one) => (
          <Button
            key={one.id}
            className={one.primary ? css.primary : undefined}
            variant={one.primary ? 'filled' : 'default'}
            loading={busy === one.id}
            disabled={busy !== null && busy !== one.id}
            onClick={one.onSend}
          >
            {one.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
