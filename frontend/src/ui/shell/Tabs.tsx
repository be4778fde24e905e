import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '#/i18n';
import { Dialog } from '../dialog/Dialog';
import { Avatar } from '../display/Avatar';
import { Icon } from '../Icon';
import { ActionList } from './ActionList';
import type { ShellAction, ShellNav, ShellUser } from './model';
import css from './Tabs.module.css';
import { Waiting } from './Waiting';

/** The phone's bar: four pages a thumb needs all day, everything else under "more". */
export function Tabs({ nav, user, actions }: { nav: ShellNav[]; user: ShellUser; actions: ShellAction[] }) {
  const t = useT();
  const [more, setMore] = useState(false);
  const tabs = nav.filter((item) => item.tab).slice(0, 4);
  const rest = nav.filter((item) => !tabs.includes(item));
  const hidden = rest.flatMap((item) => (item.waiting && item.waiting.count > 0 ? [item.waiting] : []));
  return (
    <>
      <nav className={`${css.bar} no-print`} aria-label={t('common.nav_main')}>
        {tabs.map((item) => (
          <Link
            key={item.to}
            to={item.to as never}
            className={css.tab}
            activeOptions={{ exact: item.to === '/', includeSearch: false }}
          >
            <span className={css.pad}>
              <Icon name={item.icon} size={22} />
            </span>
            {item.short}
          </Link>
        ))}
        <button type="button" className={css.tab} aria-haspopup="dialog" onClick={() => setMore(true)}>
          <span className={css.pad}>
            <Icon name="menu" size={22} />
            <Waiting
              count={hidden.reduce((sum, one) => sum + one.count, 0)}
              label={hidden.map((one) => one.label).join('，')}
            />
          </span>
          {t('common.more')}
        </button>
      </nav>
      {more && (
        <Dialog
          title={
            <span className={css.who}>
              <Avatar name={user.name} />
              <span>
                {user.name}
                <span className={css.role}>{[user.role, user.unit].filter(Boolean).join(' · ')}</span>
              </span>
            </span>
          }
          onClose={() => setMore(false)}
        >
          {rest.length > 0 && (
            <ul className={css.grid}>
              {rest.map((item) => (
                <li key={item.to}>
                  <Link to={item.to as never} onClick={() => setMore(false)}>
                    <Icon name={item.icon} size={24} />
                    {item.label}
                    <Waiting {...item.waiting} />
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <ActionList actions={actions} onDone={() => setMore(false)} />
        </Dialog>
      )}
    </>
  );
}
