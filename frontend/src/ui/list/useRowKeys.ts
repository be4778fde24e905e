import { useEffect, useState } from 'react';

/** J and K walk the rows, Enter opens; Tab reaches the same links. */
export function useRowKeys(count: number, open: (index: number) => void): number {
  const [at, setAt] = useState(-1);
  useEffect(() => {
    if (at >= count) setAt(-1);
  }, [at, count]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
      if (document.querySelector('dialog[open]')) return;
      if (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]'))
        return;
      const key = event.key.toLowerCase();
      if (key === 'j') setAt(Math.min(count - 1, at + 1));
      else if (key === 'k') setAt(Math.max(0, at - 1));
      else if (
        event.key === 'Enter' &&
        at >= 0 &&
        !(target instanceof HTMLElement && target.matches('a, button'))
      )
        open(at);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [at, count, open]);
  return at;
}
