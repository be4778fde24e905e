import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '../form/IconButton';
import type { IconName } from '../Icon';
import css from './Popup.module.css';

type Props = {
  icon: IconName;
  label: string;
  disabled?: boolean;
  /** Opens downwards; without it upwards, as below a list. */
  below?: boolean;
  children: (close: () => void) => ReactNode;
};

/** A small box at a button: left by Escape, by a click beside it, and by tabbing on. */
export function Popup({ icon, label, disabled, below, children }: Props) {
  const id = useId();
  const box = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    // On a phone it moves in from the edge.
    const shown = box.current?.lastElementChild;
    if (shown instanceof HTMLElement) {
      shown.style.translate = 'none';
      shown.style.translate = `${Math.max(0, 12 - shown.getBoundingClientRect().left)}px`;
    }
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        button.current?.focus();
      } else if (box.current?.contains(event.target as Node)) return;
      setOpen(false);
    };
    const events = ['pointerdown', 'keydown', 'focusin'];
    for (const name of events) document.addEventListener(name, leave);
    return () => {
      for (const name of events) document.removeEventListener(name, leave);
    };
  }, [open]);
  return (
    <span ref={box} className={css.popup}>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        disabled={disabled}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <span id={id} className={css.box} data-below={below || undefined}>
          {children(() => {
            button.current?.focus();
            setOpen(false);
          })}
        </span>
      )}
    </span>
  );
}
