import css from './Avatar.module.css';

const tones = ['green', 'amber', 'violet', 'blue'] as const;

/** The surname (with its compound ones) or the initials, on a colour that stays with the name. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  if (/^[a-z]/i.test(trimmed)) {
    return trimmed
      .split(/\s+/)
      .slice(0, 2)
      .map((part) => part.charAt(0).toUpperCase())
      .join('');
  }
  const compound = /^(欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|端木)/.exec(trimmed);
  return compound?.[0] ?? [...trimmed][0] ?? '?';
}

export function Avatar({ name, size = 36 }: { name: string; size?: number }) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span
      className={css.avatar}
      data-tone={tones[sum % tones.length]}
      style={{ width: size, height: size, fontSize: size * 0.4 }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}
