import type { ReactNode } from 'react';
import css from './Families.module.css';

/** A sheet with a heading, its action, and a line per record. */
export function Part(props: { title: string; action?: ReactNode; none?: string; children: ReactNode[] }) {
  return (
    <section className={`sheet ${css.part}`} aria-label={props.title}>
      <div className={css.head}>
        <h2>{props.title}</h2>
        {props.action}
      </div>
      {props.children.length === 0 && props.none && <p className={css.none}>{props.none}</p>}
      {props.children}
    </section>
  );
}

export function Line(props: { words: ReactNode; note?: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.line}>
      <div>
        <div>{props.words}</div>
        {props.note && <div className="muted">{props.note}</div>}
      </div>
      {props.children}
    </div>
  );
}

export function Check(props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className={css.check}>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}
