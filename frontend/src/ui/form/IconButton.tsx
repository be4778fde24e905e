import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from '../Icon';
import css from './IconButton.module.css';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: IconName;
  /** Read aloud and shown as the tooltip. */
  label: string;
  ref?: Ref<HTMLButtonElement>;
};

export function IconButton({ icon, label, ...rest }: Props) {
  return (
    <button type="button" className={`${css.button} no-print`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
