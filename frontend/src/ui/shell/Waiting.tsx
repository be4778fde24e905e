import { useFormat } from '#/i18n';
import css from './Waiting.module.css';

/** How much waits behind an entry of the navigation; nothing where nothing waits. */
export function Waiting({ count = 0, label }: { count?: number; label?: string }) {
  const format = useFormat();
  if (count === 0) return null;
  return (
    <b className={css.count}>
      <span aria-hidden="true">{count > 99 ? '99+' : format.number(count)}</span>
      <span className="sr-only">{label}</span>
    </b>
  );
}
