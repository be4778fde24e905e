import type { ReactNode } from 'react';
import css from './Tag.module.css';

export type Tone = 'green' | 'amber' | 'red' | 'blue' | 'violet' | 'grey';

/** A state is always a word; the colour only helps. Red is for "late" alone. */
export function Tag({
  tone = 'grey',
  dot = false,
  children,
}: {
  tone?: Tone;
  dot?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={css.tag} data-tone={tone}>
      {dot && <span className={css.dot} aria-hidden="true" />}
      {children}
    </span>
  );
}
