import type { components } from '#/api';
import { useT } from '#/i18n';
import css from './duties.module.css';
import { duties } from './texts';

/** Rules of the plan that contradict each other: both are shown, in words. */
export function Conflicts({ items }: { items: components['schemas']['DutyConflict'][] }) {
  const t = useT(duties);
  return (
    <section className={`sheet ${css.note}`} aria-label={t('duties.conflicts')}>
      <h2 className={css.name}>{t('duties.conflicts')}</h2>
      {items.map((item) => (
        <p key={`${item.longer.id}${item.shorter.id}`}>{item.words}</p>
      ))}
    </section>
  );
}
