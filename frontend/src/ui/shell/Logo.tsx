/** The picture of `favicon.svg`, drawn without a request of its own. */
export function Logo({ size = 36 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" fill="none" aria-hidden="true" strokeLinejoin="round">
      <rect width="40" height="40" rx="9" fill="#146c59" />
      <path
        d="M20 30.5 10.9 21.4a6.2 6.2 0 0 1 8.8-8.8l.3.3.3-.3a6.2 6.2 0 0 1 8.8 8.8z"
        stroke="#fff"
        strokeWidth="2.2"
      />
      <path d="M13 20.5h4l2-3.2 2.6 5 2-3.2h3.6" stroke="#e6a452" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
