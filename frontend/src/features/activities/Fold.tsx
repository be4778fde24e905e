import { type ReactNode, useState } from 'react';
import { Icon } from '#/ui';
import css from './Record.module.css';

type Props = {
  title: string;
  /** What is inside, while it is closed. */
  note?: string;
  open?: boolean;
  children: ReactNode;
};

/** What is not needed every time; built only when somebody opens it, as old phones are slow. */
export function Fold({ title, note, open = false, children }: Props) {
  const [opened, setOpened] = useState(open);
  return (
    <details
      className={`sheet ${css.fold}`}
      open={open}
      onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}
    >
      <summary>
        <span>
          <b>{title}</b>
          {note && <span className="muted">{note}</span>}
        </span>
        <Icon name="chevron" />
      </summary>
      {(opened || open) && <div className={css.folded}>{children}</div>}
    </details>
  );
}
