import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useT } from '#/i18n';
import { IconButton } from '../form/IconButton';
import css from './Dialog.module.css';

export type DialogProps = {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, or a <MoveBar>; stays in sight. */
  footer?: ReactNode;
  /** `drawer` comes from the right on the desk and from below on the phone. */
  kind?: 'dialog' | 'drawer';
  width?: number;
};

/**
 * The browser's own modal: focus stays inside, Esc closes, the rest is inert. Mount it to open it.
 * Portals open behind it: inside, use native selects and our Picker.
 */
export function Dialog({ title, onClose, children, footer, kind = 'dialog', width = 480 }: DialogProps) {
  const t = useT();
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    const first = dialog?.querySelector<HTMLElement>('[data-autofocus]');
    first?.focus();
    document.documentElement.classList.add(css.locked ?? 'locked');
    return () => {
      if (!document.querySelector('dialog[open] ~ dialog[open]'))
        document.documentElement.classList.remove(css.locked ?? 'locked');
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the key, see onCancel
    <dialog
      ref={element}
      className={kind === 'drawer' ? css.drawer : css.dialog}
      style={{ '--dialog-width': `${width}px` }}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={css.inner}>
        <div className={css.head}>
          <h2 id={id} className={css.title}>
            {title}
          </h2>
          <IconButton icon="close" label={t('common.close')} onClick={onClose} />
        </div>
        <div className={css.body}>{children}</div>
        {footer && <div className={css.foot}>{footer}</div>}
      </div>
    </dialog>
  );
}

/** A record beside its list; the whole screen on the phone. Import the content lazily. */
export function Drawer(props: Omit<DialogProps, 'kind'>) {
  return <Dialog width={540} {...props} kind="drawer" />;
}
