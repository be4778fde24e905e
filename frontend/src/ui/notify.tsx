import { useSyncExternalStore } from 'react';
import { useT } from '#/i18n';
import { useProblemText } from './display/states';
import { IconButton } from './form/IconButton';
import { Icon } from './Icon';
import css from './notify.module.css';

type Notice = { id: number; kind: 'done' | 'problem'; text?: string; error?: unknown };

let notices: Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function put(next: Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  put(notices.filter((one) => one.id !== id));
}

function show(notice: Omit<Notice, 'id'>): void {
  last += 1;
  const id = last;
  put([...notices.slice(-2), { ...notice, id }]);
  // A refusal stays until it is read.
  if (notice.kind === 'done') setTimeout(() => dismiss(id), 5000);
}

export const notify = {
  done: (text: string) => show({ kind: 'done', text }),
  problem: (error: unknown) => show({ kind: 'problem', error }),
};

export function Notices() {
  const t = useT();
  const problemText = useProblemText();
  const shown = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => notices,
  );
  return (
    <div className={`${css.area} no-print`} aria-live="polite" role="status">
      {shown.map((one) => (
        <div key={one.id} className={css.notice} data-kind={one.kind}>
          <Icon name={one.kind === 'done' ? 'check' : 'alert'} />
          <span>{one.text ?? problemText(one.error)}</span>
          <IconButton icon="close" label={t('common.toast_dismiss')} onClick={() => dismiss(one.id)} />
        </div>
      ))}
    </div>
  );
}
