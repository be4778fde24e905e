import { useEffect, useId, useRef, useState } from 'react';
import { useT } from '#/i18n';
import { Avatar } from '../display/Avatar';
import { IconButton } from '../form/IconButton';
import { useTheme } from '../useTheme';
import { ActionList } from './ActionList';
import type { ShellAction, ShellUser } from './model';
import css from './UserBlock.module.css';

export function UserBlock({ user, actions }: { user: ShellUser; actions: ShellAction[] }) {
  const t = useT();
  const id = useId();
  const { dark, toggle } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', onEscape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', onEscape);
    };
  }, [open]);

  return (
    <div ref={box} className={css.block}>
      {open && (
        <div id={id} className={css.panel}>
          <ActionList actions={actions} onDone={() => setOpen(false)} />
        </div>
      )}
      <button
        ref={button}
        type="button"
        className={css.who}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Avatar name={user.name} />
        <span className={css.words}>
          <b>{user.name}</b>
          <span className="muted">{user.role}</span>
        </span>
        <span className="sr-only">{t('common.account_menu')}</span>
      </button>
      <span className={css.theme}>
        <IconButton
          icon={dark ? 'sun' : 'moon'}
          label={t(dark ? 'common.theme_light' : 'common.theme_dark')}
          onClick={toggle}
        />
      </span>
    </div>
  );
}
