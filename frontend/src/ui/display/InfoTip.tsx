import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useT } from '#/i18n';
import { Icon } from '../Icon';
import css from './InfoTip.module.css';

type Props = {
  /** The figure explained. */
  label: string;
  rule?: ReactNode;
  period?: ReactNode;
  exclusions?: ReactNode;
  children?: ReactNode;
};

/** ⓘ beside a figure: which rule, which period, what is not counted. */
export function InfoTip({ label, rule, period, exclusions, children }: Props) {
  const t = useT();
  const id = useId();
  const box = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const [shift, setShift] = useState(0);

  useEffect(() => {
    if (!open) return;
    const bubble = box.current?.lastElementChild?.getBoundingClientRect();
    if (bubble)
      setShift(
        Math.min(0, document.documentElement.clientWidth - 12 - bubble.right) ||
          Math.max(0, 12 - bubble.left),
      );
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', onEscape, true);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', onEscape, true);
      setShift(0);
    };
  }, [open]);

  const facts = [
    [t('common.info_rule'), rule],
    [t('common.info_period'), period],
    [t('common.info_exclusions'), exclusions],
  ] as const;
  return (
    <span className={css.box} ref={box}>
      <button
        type="button"
        className={css.button}
        aria-label={t('common.info_about', { label })}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon name="info" size={16} />
      </button>
      {open && (
        <span id={id} role="note" className={css.bubble} style={{ transform: `translateX(${shift}px)` }}>
          {facts.map(
            ([name, value]) =>
              value && (
                <span key={name} className={css.fact}>
                  <b>{name}</b> {value}
                </span>
              ),
          )}
          {children}
        </span>
      )}
    </span>
  );
}
