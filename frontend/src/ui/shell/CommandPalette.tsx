import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { useT } from '#/i18n';
import { Dialog } from '../dialog/Dialog';
import { Icon } from '../Icon';
import { useOwnActions } from './ActionList';
import css from './CommandPalette.module.css';
import type { ShellAction, ShellNav } from './model';

type Props = { nav: ShellNav[]; actions: ShellAction[]; onClose: () => void };

export default function CommandPalette({ nav, actions, onClose }: Props) {
  const t = useT();
  const id = useId();
  const navigate = useNavigate();
  const own = useOwnActions();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);

  const pages: ShellAction[] = nav.map((item) => ({
    id: item.to,
    label: item.label,
    icon: item.icon,
    run: () => void navigate({ to: item.to as never }),
  }));
  const wanted = text.trim().toLowerCase();
  const found = [...pages, ...own, ...actions].filter(
    (one) => one.label.toLowerCase().includes(wanted) || one.id.toLowerCase().includes(wanted),
  );
  const current = found[Math.min(active, found.length - 1)];

  function run(action: ShellAction) {
    onClose();
    action.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (found.length > 0) setActive((active + step + found.length) % found.length);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      run(current);
    }
  }

  return (
    <Dialog title={t('common.command_title')} onClose={onClose} width={560}>
      <input
        className={css.field}
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={current ? `${id}-${current.id}` : undefined}
        aria-label={t('common.command')}
        placeholder={t('common.command')}
        data-autofocus
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={t('common.command_title')} className={css.list}>
        {found.map((one) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are on the combobox
          <div
            key={one.id}
            id={`${id}-${one.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={one === current}
            className={css.option}
            onClick={() => run(one)}
          >
            <Icon name={one.icon} />
            {one.label}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
