import { Link } from '@tanstack/react-router';
import { useMe } from '#/api';
import { useT } from '#/i18n';
import { Icon, type IconName } from '#/ui';
import { orderKinds, useDutyWords } from './own';
import css from './Record.module.css';
import { activities } from './texts';
import type { Kind } from './words';

const looks: Record<Kind, { icon: IconName; tone: string }> = {
  home_visit: { icon: 'household', tone: 'green' },
  branch_visit: { icon: 'building', tone: 'blue' },
  lesson_observation: { icon: 'classes', tone: 'violet' },
};

/** Which kind of record; what my duties ask for first, with how far I am. */
export function KindStep() {
  const t = useT(activities);
  const me = useMe();
  const words = useDutyWords();
  const kinds = orderKinds(
    new Set(words.keys()),
    me.roles.map((one) => one.role),
  );
  return (
    <ul className={css.choices}>
      {kinds.map((kind) => (
        <li key={kind} className="sheet">
          <Link to="/record" search={{ kind }} className={css.choice}>
            <span className={css.picture} data-tone={looks[kind].tone}>
              <Icon name={looks[kind].icon} size={24} />
            </span>
            <span className={css.choiceWords}>
              <b>{t(`terms.kind_${kind}`)}</b>
              <span className="muted">{words.get(kind) ?? t(`activities.hint_${kind}`)}</span>
            </span>
            <Icon name="right" size={18} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
