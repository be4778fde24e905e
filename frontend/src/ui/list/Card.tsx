import type { ReactNode } from 'react';
import css from './Cards.module.css';

type Props = {
  /** The state, top left. */
  tag?: ReactNode;
  /** Number or date, top right. */
  corner?: ReactNode;
  title: ReactNode;
  /** Who and where, bottom left: joined by a dot. */
  facts?: readonly (string | null | undefined)[];
  /** When due, bottom right. */
  end?: ReactNode;
};

/** The usual content of a card in a list on the phone. */
export function Card({ tag, corner, title, facts = [], end }: Props) {
  return (
    <>
      {(tag || corner) && (
        <span className={css.line}>
          {tag}
          <span className={css.quiet}>{corner}</span>
        </span>
      )}
      <span className={css.title}>{title}</span>
      {(facts.length > 0 || end) && (
        <span className={css.line}>
          <span className={css.quiet}>{facts.filter(Boolean).join(' · ')}</span>
          <span>{end}</span>
        </span>
      )}
    </>
  );
}
