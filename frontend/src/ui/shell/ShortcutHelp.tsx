import { useT } from '#/i18n';
import { Dialog } from '../dialog/Dialog';
import css from './ShortcutHelp.module.css';

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Dialog title={t('common.shortcuts')} onClose={onClose}>
      <Shortcuts />
    </Dialog>
  );
}

export function Shortcuts() {
  const t = useT();
  const keys = [
    ['/', t('common.key_search')],
    ['Ctrl K', t('common.key_command')],
    ['J / K', t('common.key_rows')],
    ['Enter', t('common.key_open')],
    ['?', t('common.key_help')],
    ['Esc', t('common.key_close')],
  ];
  return (
    <dl className={css.keys}>
      {keys.map(([key, text]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
