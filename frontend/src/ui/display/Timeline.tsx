import type { ReactNode } from 'react';
import css from './Timeline.module.css';

export type TimelineItem = {
  id: string;
  title: ReactNode;
  who?: ReactNode;
  at?: string;
  text?: ReactNode;
  /** The step the record is in: ringed. */
  current?: boolean;
};

export function Timeline({ items, label }: { items: TimelineItem[]; label: string }) {
  return (
    <ol className={css.timeline} aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className={css.item} aria-current={item.current ? 'step' : undefined}>
          <div className={css.head}>
            <span className={css.title}>{item.title}</span>
            {item.who && <span className={css.who}>{item.who}</span>}
            {item.at && <span className={css.at}>{item.at}</span>}
          </div>
          {item.text && <div className={css.text}>{item.text}</div>}
        </li>
      ))}
    </ol>
  );
}
