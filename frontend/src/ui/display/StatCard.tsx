import type { ReactNode } from 'react';
import css from './StatCard.module.css';

type Props = {
  label: string;
  value: ReactNode;
  unit?: string;
  hint?: ReactNode;
  /** Red: something is late. */
  late?: boolean;
  /** An <InfoTip>. */
  info?: ReactNode;
  /** Wraps the figure in the link to the records behind it: `(figure) => <Link to="…">{figure}</Link>`. */
  link?: (figure: ReactNode) => ReactNode;
};

/** A figure that opens its list. */
export function StatCard({ label, value, unit, hint, late, info, link }: Props) {
  const figure = (
    <span className={css.figure} data-late={late || undefined}>
      {value}
      {unit && <span className={css.unit}>{unit}</span>}
    </span>
  );
  return (
    <div className={`sheet ${css.card}`}>
      <div className={css.label}>
        {label}
        {info}
      </div>
      {link ? link(figure) : figure}
      {hint && <div className="muted">{hint}</div>}
    </div>
  );
}
