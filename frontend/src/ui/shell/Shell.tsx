import { Link, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useT } from '#/i18n';
import { Icon } from '../Icon';
import { usePhone } from '../useMedia';
import { Logo } from './Logo';
import type { ShellAction, ShellNav, ShellUser } from './model';
import css from './Shell.module.css';
import { Tabs } from './Tabs';
import { UserBlock } from './UserBlock';
import { Waiting } from './Waiting';

const CommandPalette = lazy(() => import('./CommandPalette'));
const ShortcutHelp = lazy(() => import('./ShortcutHelp'));

type Props = {
  nav: ShellNav[];
  user: ShellUser;
  /** Password, help, logout: language and theme are the shell's own. */
  actions: ShellAction[];
  /** Above every page: what one has to know of this device. */
  notice?: ReactNode;
  children: ReactNode;
};

type Overlay = 'command' | 'help' | null;

function useShellKeys(show: (overlay: Overlay) => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        show('command');
      } else if (event.key === '?' && !document.querySelector('dialog[open]')) {
        if (at instanceof HTMLElement && at.matches('input, textarea, select, [contenteditable]')) return;
        show('help');
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [show]);
}

export function Shell({ nav, user, actions, notice, children }: Props) {
  const t = useT();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const main = useRef<HTMLElement>(null);
  const phone = usePhone();
  useShellKeys(setOverlay);

  // After a page turn the keyboard and the screen reader start at the new content.
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);

  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {t('common.skip')}
      </a>
      {!phone && <Side nav={nav} user={user} actions={actions} />}
      <main ref={main} id="main" tabIndex={-1} className={css.main}>
        {notice}
        {children}
      </main>
      {phone && <Tabs nav={nav} user={user} actions={actions} />}
      <Suspense fallback={null}>
        {overlay === 'command' && (
          <CommandPalette nav={nav} actions={actions} onClose={() => setOverlay(null)} />
        )}
        {overlay === 'help' && <ShortcutHelp onClose={() => setOverlay(null)} />}
      </Suspense>
    </div>
  );
}

/** The desk's way to all pages. */
function Side({ nav, user, actions }: Pick<Props, 'nav' | 'user' | 'actions'>) {
  const t = useT();
  const groups = [...new Set(nav.map((item) => item.group))];
  return (
    <aside className={`${css.side} no-print`}>
      <div className={css.brand}>
        <Logo />
        <span className={css.brandWords}>
          <b>{t('common.product')}</b>
          <span className="muted">{user.unit || t('common.product_long')}</span>
        </span>
      </div>
      <nav className={css.nav} aria-label={t('common.nav_main')}>
        {groups.map((group) => (
          <ul key={group}>
            {nav
              .filter((item) => item.group === group)
              .map((item) => (
                <li key={item.to}>
                  <Link
                    to={item.to as never}
                    className={css.entry}
                    activeOptions={{ exact: item.to === '/', includeSearch: false }}
                    title={item.label}
                  >
                    <Icon name={item.icon} />
                    <span>{item.label}</span>
                    <Waiting {...item.waiting} />
                  </Link>
                </li>
              ))}
          </ul>
        ))}
      </nav>
      <UserBlock user={user} actions={actions} />
    </aside>
  );
}
