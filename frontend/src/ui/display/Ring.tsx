import css from './Ring.module.css';

export type RingTone = 'pine' | 'apricot' | 'mid' | 'blue';

type Props = {
  value: number;
  /** null: the plan sets no target, so there is a count and no percentage. */
  target: number | null;
  /** What is counted, for people who do not see the ring. */
  label: string;
  size?: number;
  tone?: RingTone;
};

export function shareOf(value: number, target: number | null): number | null {
  if (target === null) return null;
  if (target <= 0) return 1;
  return Math.max(0, Math.min(1, value / target));
}

export function Ring({ value, target, label, size = 76, tone = 'pine' }: Props) {
  const share = shareOf(value, target);
  const radius = 42;
  const length = 2 * Math.PI * radius;
  // 99.6 % is not done: never round up to 100.
  const percent = share === null ? null : Math.floor(share * 100);
  return (
    <svg
      className={css.ring}
      data-tone={tone}
      width={size}
      height={size}
      viewBox="0 0 100 100"
      role="img"
      aria-label={target === null ? `${label} ${value}` : `${label} ${value} / ${target}`}
    >
      <circle className={css.track} cx="50" cy="50" r={radius} />
      {share !== null && share > 0 && (
        <circle
          className={css.arc}
          cx="50"
          cy="50"
          r={radius}
          strokeDasharray={`${share * length} ${length}`}
          transform="rotate(-90 50 50)"
        />
      )}
      <text className={css.text} x="50" y="50" textAnchor="middle" dominantBaseline="central">
        {percent ?? value}
        {percent !== null && <tspan className={css.unit}>%</tspan>}
      </text>
    </svg>
  );
}
