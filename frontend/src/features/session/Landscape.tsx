import css from './LoginPage.module.css';

/** The way from the households to the school, through the hills. */
export function Landscape() {
  return (
    <svg
      className={css.landscape}
      viewBox="0 -40 720 560"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <path
        className={css.sun}
        transform="translate(-14 34)"
        d="M507 70a72 72 0 0 1 143 12c-40 16-95 18-143-12z"
        fill="#e0b777"
      />
      <path d="M0 190c120-75 150-12 260-66s150-62 240-12 120 30 220-70v518H0z" fill="#125e4d" />
      <path d="M0 270c100-35 170 10 280-40s140-60 230-22 140 50 210 2v350H0z" fill="#0f5344" />
      <path d="M0 372c130-62 210-4 330-34s180-30 250-26 100 10 140 22v226H0z" fill="#0c4437" />
      <path d="M0 462c110-40 210-12 330-26s230-22 390 12v112H0z" fill="#08352b" />
      <g fill="none" stroke="#ffffff" strokeOpacity="0.09" strokeWidth="1.5">
        <path d="M0 230c120-60 170-8 270-52s150-60 240-16 130 22 210-50" />
        <path d="M0 320c120-42 190-2 290-40s150-52 230-20 130 34 200 4" />
      </g>
      <path
        d="M100 444c70-36 140-2 222-70s70-112 136-118 130 20 162-26"
        fill="none"
        stroke="#efc57f"
        strokeWidth="4"
        strokeLinecap="round"
        strokeDasharray="0.1 11"
      />
      <g fill="#f6e4bd">
        <circle cx="100" cy="444" r="7.5" />
        <circle cx="322" cy="374" r="7.5" />
        <circle cx="458" cy="256" r="7.5" />
      </g>
      <g fill="#dfe8e0">
        <path d="M68 414l18-13 18 13v24H92v-13H80v13H68zM299 340l16-12 16 12v22h-10v-12h-12v12h-10z" />
      </g>
      <path d="M624 170v-26M624 145h20l-6 6.5 6 6.5h-20" fill="#d6603f" stroke="#fdf6e8" strokeWidth="2" />
      <path d="M599 190h50v38h-50z" fill="#fdf6e8" />
      <path d="M599 190l25-20 25 20z" fill="#fdf6e8" />
      <path
        d="M594 191l30-24 30 24"
        fill="none"
        stroke="#e6a452"
        strokeWidth="6"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <path d="M618 228v-17a6 6 0 0 1 12 0v17z" fill="#146c59" />
    </svg>
  );
}
