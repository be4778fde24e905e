import { type ReactNode, useId } from 'react';
import css from './MyDay.module.css';

type Props = { title: string; info?: ReactNode; aside?: ReactNode; children: ReactNode };

/** A titled sheet of my day. */
export function Sheet({ title, info, aside, children }: Props) {
  const id = useId();
  return (
    <section className={`sheet ${css.sheet}`} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id} className={css.title}>
          {title}
          {info}
        </h2>
        {aside && <span className={css.aside}>{aside}</span>}
      </header>
      {children}
    </section>
  );
}
