import { Link } from '@tanstack/react-router';
import { type Ability, useSession } from '#/api';
import { useT } from '#/i18n';
import { Icon } from '#/ui';
import css from './MyDay.module.css';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

/** In the order a school begins with. */
const steps = [
  { to: '/organisation', step: 'units', icon: 'building', needs: 'organisation:write' },
  { to: '/imports', step: 'imports', icon: 'upload', needs: 'imports:run' },
  { to: '/accounts', step: 'accounts', icon: 'key', needs: 'accounts:write' },
  { to: '/plan', step: 'plan', icon: 'plan', needs: 'plan:read' },
  { to: '/liaison', step: 'liaison', icon: 'links', needs: 'liaison:write' },
] as const satisfies readonly { needs: Ability; [key: string]: string }[];

/** For who keeps the system and has no duties himself: the way from an empty database to a school at work. */
export function SettingUp() {
  const t = useT(dashboard);
  const abilities: readonly string[] = useSession().me?.abilities ?? [];
  return (
    <Sheet title={t('dashboard.setting_up')}>
      <ul>
        {steps
          .filter(({ needs }) => abilities.includes(needs))
          .map(({ to, step, icon }) => (
            <li key={to}>
              <Link to={to} className={css.line}>
                <span className={css.picture}>
                  <Icon name={icon} size={20} />
                </span>
                <span className={css.words}>
                  {t(`dashboard.step_${step}`)}
                  <span className="muted">{t(`dashboard.step_${step}_text`)}</span>
                </span>
                <Icon name="right" size={16} />
              </Link>
            </li>
          ))}
      </ul>
    </Sheet>
  );
}
