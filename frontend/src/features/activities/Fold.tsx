import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '#/ui';
import css from './Record.module.css';

type Props = {
  title: string;
  /** What is inside, while it is closed. */
  note?: string;
  /** Opens it; closing is left to the person. */
  open?: boolean;
  children: ReactNode;
};

/** What is not needed every time; built only while it is open, as old phones are slow. */
export function Fold({ title, note, open = false, children }: Props) {
  const [opened, setOpened] = useState(open);
  useEffect(() => {
    if (open) setOpened(true);
  }, [open]);
  return (
    <details
      className={`sheet ${css.fold}`}
      open={opened}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>
        <span>
          <b>{title}</b>
          {note && <span className="muted">{note}</span>}
        </span>
        <Icon name="chevron" />
      </summary>
      {opened && <div className={css.folded}>{children}</div>}
    </details>
  );
}
